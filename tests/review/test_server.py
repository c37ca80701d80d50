"""The review over its real server: what it gives, what it does with what is sent, and what it refuses."""

from __future__ import annotations

import csv
import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from extractor import __version__, batch
from extractor.document.corrected import with_corrections
from extractor.export import write_document
from extractor.export.corrections import read_corrections
from extractor.model import Disclosure
from extractor.naming import copy_name
from tests.document.test_corrected import misread

pytest.importorskip("flask")
pytest.importorskip("waitress")

from extractor.review.guard import TOKEN_HEADER
from extractor.review.intake import INBOX, Intake, Limits
from extractor.review.server import Server
from extractor.review.session import Session

SCRIPT = "<script>alert(1)</script>\"'&"
LIMITS = Limits(file_bytes=400_000, total_bytes=900_000, files=4)


class Review:
    """A review of a folder that holds one document, and a browser that opened its link."""

    def __init__(self, folder: Path, document: Disclosure, data: bytes) -> None:
        self.document = document
        write_document(document, folder, __version__, data)
        self._held = batch.destination(str(folder))
        self.target = self._held.__enter__()
        options = batch.Options(self.target.folder)
        self.intake = Intake(self.target, options, batch.Settings(batch.Limits(jobs=1, timeout=120)), LIMITS)
        self.session = Session(self.target, self.intake, "张三")
        self.server = Server(self.session)
        self.server.start()
        self.guard = self.server.guard
        self.cookie = f"{self.guard.cookie}={self.guard.session}"

    def close(self) -> None:
        self.server.close()
        self.intake.close()
        self._held.__exit__(None, None, None)

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.guard.port, timeout=60)
        try:
            given = {"Cookie": self.cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
            connection.request(method, path, body, {name: value for name, value in given.items() if value})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def post(self, path: str, value: Any = None, **headers: str) -> tuple[int, Any]:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        own = {"Origin": f"http://127.0.0.1:{self.guard.port}", TOKEN_HEADER: self.guard.token}
        if not isinstance(value, bytes):
            own["Content-Type"] = "application/json"
        status, _, data = self.ask("POST", path, body, **(own | headers))
        return status, json.loads(data) if data[:1] == b"{" else data

    def action(self, name: str, **said: Any) -> tuple[int, Any]:
        return self.post(f"/api/documents/{quote(self.document.name)}/{name}", said)


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Review]:
    document, data, *_ = misread()
    one = Review(tmp_path_factory.mktemp("review"), document, data)
    yield one
    one.close()


# What it gives --------------------------------------------------------------------------------------------------------


def test_the_link_opens_it_once_and_gives_a_cookie_that_no_script_reads(review: Review) -> None:
    link = f"/enter?ticket={review.guard.again().rpartition('=')[2]}"
    status, headers, _ = review.ask("GET", link, Cookie="")
    assert (status, headers["Location"]) == (303, "/")
    assert "HttpOnly" in headers["Set-Cookie"] and "SameSite=Strict" in headers["Set-Cookie"]
    assert review.ask("GET", link, Cookie="")[0] == 403


def test_without_the_cookie_there_is_nothing(review: Review) -> None:
    name = quote(review.document.name)
    for path in (
        "/",
        f"/documents/{name}/",
        f"/documents/{name}/pages/1.webp",
        "/api/session",
        "/api/progress",
        "/static/view.js",
    ):
        for cookie in ("", f"{review.guard.cookie}=x", f"other={review.guard.session}"):
            status, headers, body = review.ask("GET", path, Cookie=cookie)
            assert status == 403 and review.guard.token.encode() not in body
            assert "Access-Control-Allow-Origin" not in headers


def test_a_document_is_shown_with_its_pages(review: Review) -> None:
    name = quote(review.document.name)
    status, headers, body = review.ask("GET", f"/documents/{name}/")
    text = body.decode()
    assert status == 200 and 'data-mode="review"' in text and "actions.js" in text
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "<script>" not in text and " style=" not in text and "onclick" not in text
    status, headers, body = review.ask("GET", f"/documents/{name}/pages/3.webp")
    assert (status, headers["Content-Type"], body[:4]) == (200, "image/webp", b"RIFF")
    assert review.ask("GET", f"/documents/{name}/pages/999.webp")[0] == 404


def test_a_correction_is_judged_at_once_and_kept_and_taken_back(review: Review) -> None:
    _, _, figure_id, read, right = misread()
    status, found = review.action("correct", figure=figure_id, printed=right, who="张三", why="看原件")
    assert status == 200 and found["change"]["status"] == ["inconsistent", "verified"]
    assert found["change"]["holds"] and not found["change"]["fails"]
    assert found["change"]["proved"]["count"] > 0 and found["undo"] is True
    figure = found["judged"]["data"]["figures"][figure_id]
    assert (figure["printed"], figure["proof"], figure["first"]) == (right, "corrected", read)
    (row,) = read_corrections(review.session.folder)
    assert (row.figure_id, row.as_read, row.as_printed, row.who, row.why) == (figure_id, read, right, "张三", "看原件")
    now = review.session.document(review.document.name)
    same = with_corrections(review.document, [row])
    assert [[f.proof for _, f in t.figures] for t in now.tables] == [
        [f.proof for _, f in t.figures] for t in same.tables
    ]
    assert review.action("undo")[1]["change"]["status"] == ["verified", "inconsistent"]
    assert read_corrections(review.session.folder) == ()
    assert review.action("undo")[0] == 404


def test_a_wrong_correction_says_what_broke(review: Review) -> None:
    _, _, figure_id, _, right = misread()
    table = review.document["T05"]
    row = next(row for row in table.rows if row.level == "total")
    wrong = next(
        name
        for name in review.action("confirm", figure=figure_id, who="张三")[1]["judged"]["data"]["figures"]
        if name.startswith("T05/") and name.endswith("/total")
    )
    status, found = review.action("correct", figure=wrong, printed=f"9{row['total'].printed}", who="李四")
    assert status == 200 and found["change"]["fails"] and found["change"]["lost"]["count"] > 0
    assert review.action("undo", figure=wrong)[0] == 200
    assert review.action("undo", figure=figure_id)[0] == 200
    assert read_corrections(review.session.folder) == ()
    assert right


def test_a_finding_is_accepted_with_a_reason_and_changes_no_status(review: Review) -> None:
    finding = next(one for one in review.document.findings if one.severity == "fault")
    assert review.action("accept", finding=finding.finding_id, who="张三", why="")[0] == 400
    assert review.action("accept", finding="I99-00000000", who="张三", why="已知")[0] == 404
    status, found = review.action("accept", finding=finding.finding_id, who="张三", why="已知")
    assert status == 200 and found["change"]["status"] == ["inconsistent", "inconsistent"]
    told = next(one for one in found["judged"]["data"]["findings"] if one["id"] == finding.finding_id)
    assert told["accepted"].startswith("张三：已知")
    assert review.action("undo", finding=finding.finding_id)[0] == 200
    assert "已接受" not in review.ask("GET", f"/documents/{quote(review.document.name)}/")[2].decode()


@pytest.mark.slow
def test_what_was_said_is_in_the_documents_files_when_the_reading_behind_it_has_ended(review: Review) -> None:
    _, data, figure_id, _, right = misread()
    assert review.action("correct", figure=figure_id, printed=right, who="张三")[0] == 200
    assert review.intake.settle(180)
    home = review.session.home(review.document.name)
    assert ",corrected," in (home / "figures.csv").read_text("utf-8-sig")
    assert (home / "corrections.csv").is_file()
    with (review.session.folder / "summary.csv").open(encoding="utf-8-sig", newline="") as handle:
        (line,) = [one for one in csv.DictReader(handle) if one["document"] == review.document.name]
    assert (line["status"], line["corrected"], line["source"]) == ("verified", "1", review.document.source)
    assert review.session.document(review.document.name).status == "verified"
    assert (home / copy_name(home.name)).read_bytes() == data
    assert review.action("undo", figure=figure_id)[1]["change"]["status"] == ["verified", "inconsistent"]
    assert review.intake.settle(180)
    assert not (home / "corrections.csv").exists()


# What it refuses ------------------------------------------------------------------------------------------------------


def test_other_origins_and_other_names_of_this_machine_are_refused(review: Review) -> None:
    _, _, figure_id, _, right = misread()
    path = f"/api/documents/{quote(review.document.name)}/correct"
    said = {"figure": figure_id, "printed": right, "who": "x"}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": f"http://127.0.0.1:{review.guard.port + 1}"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Host": f"evil.example:{review.guard.port}"},
        {TOKEN_HEADER: "x"},
        {TOKEN_HEADER: ""},
        {"Cookie": ""},
        {"Origin": ""},
    ):
        assert review.post(path, said, **headers)[0] == 403, headers
    assert read_corrections(review.session.folder) == ()
    assert review.ask("OPTIONS", path, Origin="https://evil.example")[0] == 403
    # What a form of another page can send: no header of ours, no JSON.
    assert review.post(path, b"a=1", **{"Content-Type": "application/x-www-form-urlencoded"})[0] == 415
    assert review.post(path, b"{}", **{"Content-Type": "text/plain"})[0] == 415


@pytest.mark.parametrize(
    "path",
    [
        "/documents/../../etc/passwd/",
        "/documents/%2e%2e%2f%2e%2e%2fetc/",
        "/documents/..%5c..%5cwindows/",
        "/documents/%00/",
        "/documents/.juesuan-inbox/",
        "/documents/x/",
        "/documents/%2Fetc/",
        "/static/../server.py",
        "/static/..%2fserver.py",
        "/static/%2e%2e/pages.py",
        "/static/",
        "//etc/passwd",
        "/documents/a/pages/../../x.webp",
    ],
)
def test_nothing_outside_is_reached(review: Review, path: str) -> None:
    status, _, body = review.ask("GET", path)
    assert status in (400, 404, 308, 405)
    assert b"root:" not in body and b"import" not in body


def test_a_linked_folder_is_no_document(review: Review, tmp_path: Path) -> None:
    link = review.session.folder / "2020_link_00000000"
    link.symlink_to(review.session.home(review.document.name))
    try:
        assert review.ask("GET", f"/documents/{link.name}/")[0] == 404
    finally:
        link.unlink()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"figure": "T06/1/amount", "who": "x"}, 404),
        ({"figure": "T06", "who": "x"}, 404),
        ({"figure": ["T06"], "who": "x"}, 400),
        ({"figure": "T06/" + "9" * 600 + "/amount", "who": "x"}, 400),
        ({"figure": "FIGURE", "who": ""}, 400),
        ({"figure": "FIGURE", "who": {"a": 1}}, 400),
        ({}, 404),
    ],
)
def test_odd_words_are_refused_in_words(review: Review, said: dict[str, Any], status: int) -> None:
    if said.get("figure") == "FIGURE":
        said = said | {"figure": misread()[2]}
    found = review.action("confirm", **said)
    assert found[0] == status and found[1]["error"]
    assert read_corrections(review.session.folder) == ()


def test_what_is_no_action_is_refused(review: Review) -> None:
    path = f"/api/documents/{quote(review.document.name)}/confirm"
    json_type = {"Content-Type": "application/json"}
    assert review.post(path, b"[1", **json_type)[0] == 400
    assert review.post(path, b"[]", **json_type)[0] == 400
    assert review.post(path, b'{"a": "' + b"x" * 20_000 + b'"}', **json_type)[0] == 415
    assert review.post("/api/documents/x/confirm", {"figure": "T01/a/b", "who": "x"})[0] == 404


def test_uploads_are_limited_in_size_and_number_and_stay_in_the_inbox(tmp_path: Path) -> None:
    document, data, *_ = misread()
    one = Review(tmp_path / "out", document, data)
    try:
        before = {path for path in tmp_path.rglob("*") if INBOX not in path.parts}
        assert one.post("/api/files?name=a.pdf", b"x" * (LIMITS.file_bytes + 1))[0] == 413
        names = ["../../../evil.pdf", "C:\\windows\\evil.pdf", f"{SCRIPT}.pdf"]
        for number, name in enumerate(names):
            status, item = one.post(f"/api/files?name={quote(name)}", b"no pdf %d" % number)
            assert status == 201 and "/" not in item["name"] and "\\" not in item["name"]
        assert one.post("/api/files?name=b.pdf", b"x" * (LIMITS.file_bytes - 1))[0] == 201
        assert one.post("/api/files?name=c.pdf", b"x")[0] == 413  # a fifth
        assert one.intake.settle(180)
        outside = {path for path in tmp_path.rglob("*") if INBOX not in path.parts and "evil" in path.name}
        assert not outside and before
        files = json.loads(one.ask("GET", "/api/progress")[2])["files"]
        assert [item["status"] for item in files] == ["failed"] * 4
        page = one.ask("GET", "/")[2].decode()
        assert SCRIPT not in page and "<script>alert" not in page
    finally:
        one.close()
    assert not (tmp_path / "out" / INBOX).exists()


def test_a_length_that_is_not_true_or_not_said_hangs_nothing(review: Review) -> None:
    head = (
        f"POST /api/files?name=a.pdf HTTP/1.1\r\nHost: 127.0.0.1:{review.guard.port}\r\nCookie: {review.cookie}\r\n"
        f"Origin: http://127.0.0.1:{review.guard.port}\r\n{TOKEN_HEADER}: {review.guard.token}\r\n"
    )
    with socket.create_connection(("127.0.0.1", review.guard.port), timeout=30) as connection:
        connection.sendall(f"{head}Content-Length: 99999999999\r\n\r\n".encode())
        assert b" 413 " in connection.recv(4096).partition(b"\r\n")[0] + b" "
    with socket.create_connection(("127.0.0.1", review.guard.port), timeout=30) as connection:
        connection.sendall(f"{head}Content-Length: -5\r\n\r\n".encode())
        assert connection.recv(4096).partition(b"\r\n")[0].split()[1] in (b"400", b"411", b"413", b"201")
    assert review.ask("GET", "/")[0] == 200


def test_script_in_names_cells_and_entities_is_text(tmp_path: Path) -> None:
    from dataclasses import replace

    document, data, figure_id, read, _ = misread()
    evil = replace(document, entity=SCRIPT, source=f"{SCRIPT}.pdf")
    tables = []
    for table in evil.tables:
        rows = tuple(replace(row, label=SCRIPT if row.index == 2 else row.label) for row in table.rows)
        tables.append(replace(table, rows=rows, title_printed=SCRIPT, notes=(SCRIPT,)))
    one = Review(tmp_path / "out", replace(evil, tables=tuple(tables)), data)
    try:
        name = quote(one.document.name)
        status, headers, body = one.ask("GET", f"/documents/{name}/")
        text = body.decode()
        assert status == 200 and "<script>alert" not in text and "alert(1)" in text
        assert headers["X-Content-Type-Options"] == "nosniff"
        status, found = one.action("correct", figure=figure_id, printed=read, who=SCRIPT, why=f"=1+1{SCRIPT}")
        assert status == 200
        html = "".join(found["judged"]["html"].values())
        assert "<script>alert" not in html
        one.intake.settle(180)
    finally:
        one.close()


def test_a_document_of_another_version_of_the_program_or_none_is_said(review: Review) -> None:
    home = review.session.folder / "2020_某局_00000000"
    home.mkdir()
    (home / "disclosure.json").write_text('{"schema_version": 99}', encoding="utf-8")
    status, _, body = review.ask("GET", f"/documents/{quote(home.name)}/")
    assert status == 400 and json.loads(body)["code"] == "bad_record"
