"""Dataclasses that set their fields by their slots are made, changed and kept as others are."""

import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from extractor.model import Box, Cell, CheckResult, Figure, Row
from extractor.model.slotted import set_by_slots


@set_by_slots
@dataclass(frozen=True, slots=True)
class _Made:
    place: Box
    text: str = ""
    parts: tuple[int, ...] = field(default=(), compare=False)


_BOX = Box(1, 2, 3, 4)


def test_fields_are_given_in_order_by_name_or_not_at_all() -> None:
    assert _Made(_BOX) == _Made(_BOX, "") == _Made(text="", place=_BOX, parts=(1,))
    assert (_Made(_BOX, "甲", (1, 2)).text, _Made(_BOX, "甲", (1, 2)).parts) == ("甲", (1, 2))
    with pytest.raises(TypeError):
        _Made()  # type: ignore[call-arg]


def test_they_stay_frozen_and_can_be_changed_sent_and_told() -> None:
    made = _Made(_BOX, "甲")
    with pytest.raises(FrozenInstanceError):
        made.text = "乙"  # type: ignore[misc]
    assert replace(made, text="乙") == _Made(_BOX, "乙")
    assert pickle.loads(pickle.dumps(made)) == made and hash(made) == hash(_Made(_BOX, "甲"))
    assert "text='甲'" in repr(made)


@pytest.mark.parametrize("kind", [Cell, Figure, Row, CheckResult])
def test_the_parameters_are_the_fields_with_their_defaults(kind: type) -> None:
    known = inspect.signature(kind).parameters
    assert {one.name: one.default for one in fields(kind)}.keys() == known.keys()
    assert set(kind.__init__.__annotations__) == {*known, "return"}  # type: ignore[misc]


def test_what_a_factory_makes_is_refused() -> None:
    with pytest.raises(AssertionError):

        @set_by_slots
        @dataclass(frozen=True, slots=True)
        class _Lists:
            parts: list[int] = field(default_factory=list)
