"""Owns a small mail server for tests: real SMTP on loopback, which keeps what it took and fails as it is told to."""

import socketserver
import threading
import time
from contextlib import contextmanager
from email import message_from_bytes, policy


class MailServer(socketserver.ThreadingTCPServer):
    """`answers` maps a command (CONNECT, MAIL, RCPT, DATA, END, QUIT) to what is answered instead of 250.

    Instead of an answer: "hang" keeps still until the server is let go, "drop" cuts the line. At END the message was
    taken before either happens.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int = 0):
        super().__init__(("127.0.0.1", port), Talk)
        self.port = self.server_address[1]
        self.answers: dict[str, str] = {}
        self.taken: list[bytes] = []
        self.connections = 0
        self.hanging, self.let_go = threading.Event(), threading.Event()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def mails(self) -> list:
        return [message_from_bytes(data, policy=policy.default) for data in list(self.taken)]

    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails()]

    def handle_error(self, request, client_address) -> None:
        """A worker that was killed cuts the line; that is what the tests are about."""


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.server.connections += 1
        if not self.say("CONNECT", "220 ready"):
            return
        while line := self.rfile.readline():
            command = line[:4].decode().strip().upper()
            if command == "QUIT":
                self.say("QUIT", "221 bye")
                return
            usual = {"DATA": "354 go on"}.get(command, "250 ok")
            if not self.say(command, usual):
                return
            if command == "DATA" and "DATA" not in self.server.answers and not self.take():
                return

    def take(self) -> bool:
        """The message, up to the line with a dot; kept before the answer is given."""
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if not self.server.answers.get("END", "").startswith(("4", "5")):
            self.server.taken.append(b"".join(lines))
        return self.say("END", "250 taken")

    def say(self, command: str, usual: str) -> bool:
        """Answer; False when the line is cut."""
        answer = self.server.answers.get(command, usual)
        if answer == "hang":
            self.server.hanging.set()
            self.server.let_go.wait(60)
            return False
        if answer == "drop":
            return False
        if answer.startswith("slow "):
            time.sleep(0.3)
            answer = answer.removeprefix("slow ")
        self.wfile.write(f"{answer}\r\n".encode())
        return True


@contextmanager
def a_mail_server(port: int = 0):
    server = MailServer(port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
