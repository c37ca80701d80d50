"""The good document alone, to hold what it becomes among hostile ones against."""

from __future__ import annotations

import pytest

from tests.faults.command import content, extract, folder_of


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of the good document where no other is near, by path and sha256."""
    home = tmp_path_factory.mktemp("alone")
    ran = extract(folder_of(home / "in", {}), home / "out")
    (document,) = ran.documents.values()
    return content(home / "out" / document["name"])
