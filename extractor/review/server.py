"""The review in the browser: pages that report made, and a few actions on them, on this machine alone.

Flask gives the pages and waitress serves them (extra `review`). Who may ask is decided in `guard` before anything else.
"""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, redirect, request
from waitress.server import create_server
from werkzeug.exceptions import HTTPException

from extractor.document.explained import explained
from extractor.errors import ExitCode, JuesuanError
from extractor.export.layout_file import read_layouts
from extractor.export.words import verdicts
from extractor.model import Disclosure
from extractor.naming import LAYOUT_FILE
from extractor.review.drawing import Drawing
from extractor.review.guard import HEADERS, Guard
from extractor.review.home import home_page
from extractor.review.intake import TooMuch
from extractor.review.pages import Language, document_page, judged
from extractor.review.pictures import Picture
from extractor.review.report import static_files
from extractor.review.session import Session
from extractor.review.words import VERDICTS

_MOST_JSON = 16 << 10
"""Bytes of an action."""
_STATUS = {ExitCode.NOTHING_TO_DO: HTTPStatus.NOT_FOUND, ExitCode.NOT_WRITTEN: HTTPStatus.CONFLICT}
_DOCUMENT = "/documents/<name>"
_ACTION = "/api/documents/<name>"


def make_app(session: Session, guard: Guard, drawing: Drawing, language: Language = "zh") -> Flask:
    """The application over a session; nothing of it answers whom `guard` refuses."""
    app = Flask("extractor.review", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = session.intake.limits.file_bytes
    static = {
        name: (data, mimetypes.guess_type(name)[0] or "text/plain") for name, data in static_files(review=True).items()
    }

    @app.before_request
    def refuse() -> Response | None:
        entering = request.path == "/enter"
        why = guard.refuses(request.method, dict(request.headers), request.cookies.get(guard.cookie, ""), entering)
        if not why:
            return None
        if why == "cookie" and request.method == "GET" and not request.path.startswith("/api/"):
            return _page(_CLOSED, HTTPStatus.FORBIDDEN)
        return _answer({"error": "没有回应：这个请求不是从本页发出的", "code": why}, HTTPStatus.FORBIDDEN)

    @app.after_request
    def guarded(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    @app.errorhandler(JuesuanError)
    def said(error: JuesuanError) -> Response:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if isinstance(error, TooMuch) else None
        words = {"error": error.message, "hint": error.hint, "code": error.code}
        return _answer(words, status or _STATUS.get(error.exit_code, HTTPStatus.BAD_REQUEST))

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        return _answer({"error": error.name, "code": str(error.code)}, HTTPStatus(error.code or 500))

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        app.logger.exception("review")
        return _answer(
            {"error": f"程序内部错误（{type(error).__name__}）", "code": "internal"}, HTTPStatus.INTERNAL_SERVER_ERROR
        )

    # Pages ------------------------------------------------------------------------------------------------------------

    @app.get("/enter")
    def enter() -> Any:
        if not guard.enters(request.args.get("ticket", "")):
            return _page(_CLOSED, HTTPStatus.FORBIDDEN)
        response = redirect("/", HTTPStatus.SEE_OTHER)
        response.set_cookie(guard.cookie, guard.session, httponly=True, samesite="Strict", path="/")
        return response

    @app.get("/")
    def home() -> Response:
        return _page(home_page(session.documents(), language))

    @app.get("/static/<name>")
    def file(name: str) -> Response:
        if name not in static:
            return _answer({"error": "没有这个文件", "code": "not_found"}, HTTPStatus.NOT_FOUND)
        data, kind = static[name]
        return Response(data, mimetype=kind)

    @app.get(f"{_DOCUMENT}/")
    def document(name: str) -> Response:
        now = session.document(name)
        layouts = read_layouts(session.home(name) / LAYOUT_FILE, now)
        page = document_page(
            _whole(now), _pictures(name), "review", layouts=layouts, static="/static/", home="/", language=language
        )
        return _page(page)

    @app.get(f"{_DOCUMENT}/pages/<int:number>.webp")
    def picture(name: str, number: int) -> Response:
        pdf = session.pdf(name)
        data = None if pdf is None else drawing.picture(name, pdf, number)
        if data is None:
            return _answer({"error": "没有这一页的图", "code": "not_found"}, HTTPStatus.NOT_FOUND)
        return Response(data, mimetype="image/webp")

    def _pictures(name: str) -> tuple[Picture, ...]:
        pdf = session.pdf(name)
        return () if pdf is None else drawing.pages(pdf, "pages/")

    # What the pages ask ----------------------------------------------------------------------------------------------

    @app.get("/api/session")
    def asked() -> Response:
        return _answer({"token": guard.token, "who": session.who})

    @app.get("/api/progress")
    def progress() -> Response:
        after = request.args.get("after", "0")
        return _answer(session.intake.progress(int(after) if after.isdecimal() and len(after) < 9 else 0))

    @app.post("/api/files")
    def receive() -> Response:
        length = request.content_length
        if length is None:
            return _answer({"error": "没有说明长度", "code": "length"}, HTTPStatus.LENGTH_REQUIRED)
        item = session.intake.receive(request.args.get("name", "")[:1000] or "文件.pdf", request.stream, length)
        return _answer(item.as_json(), HTTPStatus.CREATED)

    @app.get(f"{_ACTION}/read")
    def read(name: str) -> Response:
        return _answer({"printed": session.read_there(name, request.args.get("figure", ""))})

    @app.get(f"{_ACTION}/state")
    def state(name: str) -> Response:
        session.home(name)
        return _answer({"undo": session.can_undo(name), "written": not session.intake.is_waiting(name)})

    def action(path: str, does: Callable[[str, dict[str, Any]], dict[str, Any]]) -> None:
        def act(name: str) -> Response:
            if request.mimetype != "application/json" or (request.content_length or 0) > _MOST_JSON:
                return _answer({"error": "不是 JSON，或太长", "code": "json"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
            said = request.get_json(silent=True)
            if not isinstance(said, dict):
                return _answer({"error": "不是 JSON", "code": "json"}, HTTPStatus.BAD_REQUEST)
            found = does(name, said)
            now = _whole(session.document(name))
            found["judged"] = judged(now, _pictures(name))
            found["verdicts"] = {table_id: [word, *VERDICTS[word]] for table_id, word in verdicts(now).items()}
            return _answer(found)

        app.add_url_rule(f"{_ACTION}/{path}", path, act, methods=["POST"])

    def _signed(said: dict[str, Any]) -> tuple[Any, Any]:
        session.who = str(said.get("who", ""))[:100] or session.who
        return said.get("who", ""), said.get("why", "")

    action("confirm", lambda name, said: session.say(name, said.get("figure", ""), None, *_signed(said)))
    action(
        "correct",
        lambda name, said: session.say(
            name, said.get("figure", ""), said.get("printed", ""), *_signed(said), said.get("signed_off") is True
        ),
    )
    action("accept", lambda name, said: session.accept(name, said.get("finding", ""), *_signed(said)))
    action("undo", lambda name, said: session.undo(name, said.get("figure", ""), said.get("finding", "")))
    return app


class Server:
    """The application on a port of 127.0.0.1, in threads of its own."""

    def __init__(self, session: Session, port: int = 0, language: Language = "zh") -> None:
        """Listen; port 0 takes one that is free. Raises `OSError` where the port is taken."""
        self.drawing = Drawing()
        self.guard = Guard(port)
        limit = session.intake.limits.file_bytes
        self._server: Any = create_server(
            _Late(self),
            host="127.0.0.1",
            port=port,
            threads=8,
            ident=None,
            max_request_body_size=limit + 1024,
            max_request_header_size=16 << 10,
            channel_timeout=60,
            clear_untrusted_proxy_headers=True,
        )
        self.guard.port = int(self._server.effective_port)
        self.app = make_app(session, self.guard, self.drawing, language)
        self._ends = False
        self._thread = threading.Thread(target=self._run, name="juesuan-review", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _run(self) -> None:
        try:
            self._server.run()
        except OSError:  # its socket was closed while it waited there
            if not self._ends:
                raise

    def close(self) -> None:
        self._ends = True
        self._server.close()
        self._server.task_dispatcher.shutdown()
        self.drawing.close()


class _Late:
    """The application of a server that has to listen before its port, and so its guard, is known."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def __call__(self, environ: Any, start: Any) -> Any:
        return self._server.app(environ, start)


def _whole(document: Disclosure) -> Disclosure:
    """The document with the sums behind its checks, which a record does not keep."""
    return document if any(check.equations for check in document.checks) else explained(document)


def _answer(value: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> Response:
    import msgspec

    return Response(msgspec.json.encode(value), status, mimetype="application/json")


def _page(html: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(html.encode("utf-8", "backslashreplace"), status, mimetype="text/html")


_CLOSED = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>juesuan</title>
</head><body><main><h1>这个链接只能用一次</h1>
<p>请回到运行 juesuan review 的窗口，用那里给出的链接打开；窗口已经关闭的，请重新运行。</p>
<p lang="en">This link opens once. Use the one that juesuan review prints, or run it again.</p></main></body></html>
"""

__all__ = ["Server", "make_app"]
