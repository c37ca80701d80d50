"""Progress on stderr."""

from __future__ import annotations

import io
import json

import pytest

from extractor.batch import Done
from extractor.batch.progress import Bar, Events, Lines, Progress, Silence, progress
from extractor.export import Outcome

GOOD = Done(
    Outcome("好.pdf", "in/好.pdf", "ab" * 32, "verified", "ok", name="2024_某局_abababab"), 0.25, notes=("目录也未列",)
)
BAD = Done(Outcome("坏.pdf", "in/坏.pdf", "", "failed", "internal", "程序内部错误"), 0.5, trace="Traceback\nBoom\n")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(teller: Progress) -> None:
    teller.start(2)
    teller.tell(GOOD)
    teller.tell(BAD)
    teller.end()


def test_lines() -> None:
    out = io.StringIO()
    told(Lines(out))
    assert out.getvalue() == "[1/2] 通过 in/好.pdf 0.25 秒\n[2/2] 失败 in/坏.pdf 0.50 秒\n"


def test_lines_say_more_when_asked() -> None:
    out, more = io.StringIO(), io.StringIO()
    told(Lines(out, 1))
    told(Lines(more, 2))
    assert "    目录也未列\n" in out.getvalue()
    assert "    程序内部错误\n" in out.getvalue()
    assert "Boom" not in out.getvalue()
    assert "Boom" in more.getvalue()


def test_events_are_json_lines() -> None:
    out = io.StringIO()
    told(Events(out))
    events = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [event["event"] for event in events] == ["start", "document", "document", "end"]
    assert events[1] == {
        "event": "document",
        "done": 1,
        "total": 2,
        "source": "in/好.pdf",
        "status": "verified",
        "code": "ok",
        "name": "2024_某局_abababab",
        "seconds": 0.25,
        "skipped": False,
    }
    assert events[-1] == {"event": "end", "done": 2, "total": 2, "failed": 1}


def test_the_bar_is_one_line_that_goes_away() -> None:
    out = Terminal()
    told(Bar(out))
    drawn = out.getvalue()
    assert "\n" not in drawn
    assert "1/2  未读成 0" in drawn
    assert "2/2  未读成 1" in drawn
    assert drawn.endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("kind", "verbosity", "terminal", "expected"),
    [
        ("auto", 0, True, Bar),
        ("auto", 0, False, Lines),
        ("auto", 1, True, Lines),
        ("auto", -1, True, Silence),
        ("plain", 0, True, Lines),
        ("json", -1, True, Events),
        ("none", 2, True, Silence),
    ],
)
def test_which_kind(kind: str, verbosity: int, terminal: bool, expected: type) -> None:
    assert type(progress(kind, verbosity, Terminal() if terminal else io.StringIO())) is expected


def test_a_reader_that_went_away_does_not_stop_the_run() -> None:
    out = io.StringIO()
    out.close()
    told(Lines(out))
