"""What the server that workers are forked from loads once: the stages, the workbook writer, the families of forms."""

from __future__ import annotations

import gc


def _load() -> None:
    import extractor.document.reading
    import extractor.export.workbook  # noqa: F401
    from extractor.forms import families

    # What is read when it is first asked for is read here, so that no worker need read it again.
    for family in families().values():
        _ = family.figures, family.identities, family.narrative


# All of it stays: the collector need not look at it, neither now nor in the workers.
gc.disable()
_load()
gc.freeze()
gc.enable()
