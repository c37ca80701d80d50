"""The seal of a record: a digest of all it says, by which an edit shows that no sum would notice.

It is no signature: who can run this program can seal what he likes. It tells a record that was edited, cut or put
together by hand or by another program from one that stands as it was written; spaces and line breaks do not matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

SEAL = "seal"
"""The record's key under which it stands."""
_ENCODER = msgspec.json.Encoder(order="sorted")


def seal(record: Mapping[str, Any]) -> str:
    """The seal of a record in plain JSON values; what stands under `SEAL` is left out."""
    return hashlib.sha256(_ENCODER.encode({key: record[key] for key in record if key != SEAL})).hexdigest()


def whole(value: Any) -> Any:
    """`value` with every half character (of a name that is no UTF-8) as `\\udc80` in letters: JSON has none."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, Mapping):
        return {whole(key): whole(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [whole(one) for one in value]
    return value
