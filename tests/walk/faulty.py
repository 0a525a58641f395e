"""Owns a proxy between browser and site that fails when it is told to: a network's faults, made outside the page."""

import http.client
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "proxy-connection", "content-length"}
# No connection at all; the site is asked, and its answer never arrives; the site is asked once the fault is over.
CUT, LOST, HELD = "cut", "lost", "held"


class Faulty:
    """Forwards to `site_port`. `fault` is CUT, LOST, HELD, a status to answer with, or None; `method` and the beginning
    of a path may limit it."""

    def __init__(self, site_port: int):
        self.site_port, self.fault, self.method, self.path, self.seen = site_port, None, "", "", []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"proxy": self}))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://localhost:{self.server.server_port}"

    @contextmanager
    def failing(self, fault, *, method: str = "", path: str = ""):
        self.fault, self.method, self.path = fault, method, path
        yield self
        self.fault = None

    def fault_for(self, method: str, path: str):
        return self.fault if self.method in ("", method) and path.startswith(self.path) else None

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    proxy: Faulty
    protocol_version = "HTTP/1.1"

    def log_message(self, *args) -> None:
        """Silence."""

    def relay(self) -> None:
        fault = self.proxy.fault_for(self.command, self.path)
        self.close_connection = True
        if fault == CUT:
            return
        while self.proxy.fault_for(self.command, self.path) == HELD:
            time.sleep(0.05)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, headers, answer = (fault, [], b"") if isinstance(fault, int) else self.asked(body)
        self.proxy.seen.append((self.command, self.path, status))
        if fault != LOST:
            self.answer(status, headers, answer)

    def answer(self, status: int, headers: list, answer: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    def asked(self, body: bytes):
        upstream = http.client.HTTPConnection("127.0.0.1", self.proxy.site_port, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        upstream.request(self.command, self.path, body=body or None, headers=headers)
        answer = upstream.getresponse()
        found = answer.status, answer.getheaders(), answer.read()
        upstream.close()
        return found

    do_GET = do_POST = do_PATCH = do_HEAD = relay
