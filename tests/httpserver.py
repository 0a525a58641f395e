"""Owns a small web server for tests: real HTTP on loopback, which notes what it is told and answers as it should."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class WebServer(ThreadingHTTPServer):
    """`answers` are given one after the other, then 204; "drop" cuts the line, an address is a redirect to it.
    `meanwhile` is done before each answer."""

    daemon_threads = True

    def __init__(self, *answers: int | str):
        super().__init__(("127.0.0.1", 0), Talk)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.answers, self.asked, self.meanwhile = list(answers), [], None

    def handle_error(self, request, client_address) -> None:
        """A line that is cut is what some tests are about."""


class Talk(BaseHTTPRequestHandler):
    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(Asked(self.command, self.path, dict(self.headers), body))
        if self.server.meanwhile:
            self.server.meanwhile()
        given = self.server.answers.pop(0) if self.server.answers else 204
        if given == "drop":
            return
        self.send_response(302 if isinstance(given, str) else given)
        if isinstance(given, str):
            self.send_header("Location", given)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do_PURGE = answer

    def log_message(self, *words) -> None:
        pass


@contextmanager
def a_web_server(*answers: int | str):
    server = WebServer(*answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
