"""Three years of one department, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.export.panel.run import extracted
from tests.export.panel.years import Year, accounts, print_all


@pytest.fixture(scope="package")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with the accounts of 2022 to 2024 and the budget of 2024; nothing in them contradicts another
    year, and one calls what is carried over by another name."""
    home = tmp_path_factory.mktemp("years")
    data = accounts(
        Year(2022, undertaking="12.50", reception="1.20", opening_label="上年结转和结余"),
        Year(2023, library="40.00"),
        Year(2024, library="-15.30", reception="0.35"),
    )
    return extracted(home, [*print_all(data, home), BUDGET])


BUDGET = Path(__file__).parents[3] / "samples" / "binjiang_culture_budget_2024.pdf"
