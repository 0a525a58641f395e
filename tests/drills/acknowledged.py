"""Owns people at work on a served site: what they sent by real forms, and which answers acknowledged it.

An answer that did not come says nothing: the write may stand or not. What was acknowledged must stand.
"""

import http.client
import itertools
import random
import re
import secrets
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.cookies import SimpleCookie

from tests.factories import PASSPORT, a_picture

PACE = 0.02  # seconds between two requests of a person
MODERATORS = 10  # that the one stands for; who asks for an empty queue fifty times a second is no moderator
TOPICS = ["Kuliner", "Sungai"]
COLOURS = 250  # so few that now and then the same picture is uploaded twice
SIZE = (2400, 1600)  # takes the worker long enough to be killed at it
NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str

    def found(self, pattern: str) -> list[str]:
        return list(dict.fromkeys(re.findall(pattern, self.text)))


@dataclass
class Text:
    """One article as its writer knows it. Each save adds a line to all before, so none may ever be missing again."""

    code: str
    lines: list[str]
    saved: int  # how many lines the server acknowledged
    photo: bool  # whether it is to have one
    kept_photo: bool = False  # acknowledged
    tried: bool = False  # to send it
    sent: bool = False  # acknowledged
    again_at: float = 0


@dataclass
class Person:
    """A browser with the cookies of a prepared session; every answer is counted."""

    port: int
    session: str
    pace: float = PACE
    answers: Counter = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)  # seconds of each save that came without a photo
    oddities: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.cookies = {"session": self.session}

    def get(self, path: str) -> Answer | None:
        return self._ask("GET", path, None, {}, {200})

    def post(self, path: str, fields: dict, upload: bytes | None = None) -> Answer | None:
        boundary = secrets.token_hex(16)
        body = multipart(fields | {"csrfmiddlewaretoken": self.cookies.get("csrf", "")}, upload, boundary)
        kind, began = {"Content-Type": f"multipart/form-data; boundary={boundary}"}, time.monotonic()
        answer = self._ask("POST", path, body, kind, {302, 409, 429})
        if answer and fields.get("verb") == "save" and not upload:
            self.took.append(time.monotonic() - began - self.pace)
        return answer

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict, usual: set[int]) -> Answer | None:
        """The whole answer, or None when it did not come."""
        time.sleep(self.pace)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers | {"Cookie": cookies})
            response = connection.getresponse()
            answer = Answer(response.status, response.headers.get("Location", ""), response.read().decode())
        except ConnectionRefusedError:
            return None
        except (OSError, http.client.HTTPException):
            self.answers["cut off"] += 1
            return None
        finally:
            connection.close()
        self.cookies |= {name: one.value for name, one in SimpleCookie(response.headers.get("Set-Cookie")).items()}
        self.answers[answer.status] += 1
        if answer.status not in usual:
            self.oddities.append(f"{method} {path}: {answer.status} {answer.text[:300]}")
        return answer


def multipart(fields: dict, upload: bytes | None, boundary: str) -> bytes:
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, values in fields.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    if upload:
        head = b'Content-Disposition: form-data; name="upload"; filename="foto.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts.append(head + upload)
    edge = f"--{boundary}".encode()
    return b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"


class Writer(Person):
    """Begins texts, adds line after line, to every second a photo, and sends each once it has three lines."""

    def work(self, stop: threading.Event) -> None:
        self.texts: list[Text] = []
        self.get("/write/new/")
        while not stop.is_set():
            self.begin()
            for text in self.texts:
                if not text.sent and time.monotonic() > text.again_at and not stop.is_set():
                    self.go_on(text)

    def begin(self) -> None:
        line, photo = a_line(), random.random() < 0.5
        answer = self.post("/write/new/", {"version": 1, "verb": "save"} | words([line]))
        if answer and (code := re.fullmatch(r"/write/([a-z0-9]{8})/\?saved=\d+", answer.location)):
            self.texts.append(Text(code[1], [line], 1, photo))

    def go_on(self, text: Text) -> None:
        """One more line: saved, saved with a photo, or sent."""
        page = self.get(f"/write/{text.code}/")
        if page is None or page.status != 200:
            return
        version, photos = page.found(r'name="version" value="(\d+)"'), page.found(r'name="cover" value="(\w{8})"')
        if not version:  # nothing to edit: it was sent, only the answer did not come
            text.again_at = float("inf")
            self.oddities += [] if text.tried else [f"{text.code} was sent by nobody"]
            return
        self.oddities += [f"{text.code} lost: {line}" for line in text.lines[: text.saved] if line not in page.text]
        self.oddities += [f"{text.code} lost its photo"] if text.kept_photo and not photos else []
        text.lines.append(a_line())
        upload = a_colour() if text.photo and not photos else None
        if text.saved >= 3 and not upload:
            self.send(text, {"version": version[0]} | passports(photos))
        elif self.went_to(f"/write/{text.code}/", text, {"version": version[0]} | passports(photos), "save", upload):
            text.saved, text.kept_photo = len(text.lines), text.kept_photo or bool(upload)

    def send(self, text: Text, fields: dict) -> None:
        """A photo that is still being prepared is a refusal; then the text rests for a second."""
        text.tried, text.again_at = True, time.monotonic() + 1
        text.sent = self.went_to(f"/write/{text.code}/submit/", text, fields | {"attest": "1"}, "submit")
        text.saved = len(text.lines) if text.sent else text.saved

    def went_to(self, where: str, text: Text, fields: dict, verb: str, upload: bytes | None = None) -> bool:
        """Whether the answer acknowledged it by leading to the expected page."""
        answer = self.post(f"/write/{text.code}/", words(text.lines) | fields | {"verb": verb}, upload)
        if answer and answer.status == 429 and verb == "submit":
            text.again_at = float("inf")  # this writer sends no more within the hour
        return bool(answer) and (answer.status, answer.location.partition("?")[0]) == (302, where)


class Moderator(Person):
    """Takes whatever waits and approves it."""

    def work(self, stop: threading.Event) -> None:
        self.approved: list[int] = []
        while not stop.is_set():
            queue = self.get("/desk/")
            for pk in queue.found(r'href="/desk/(\d+)/"') if queue else []:
                if not stop.is_set():
                    self.approve(int(pk))

    def approve(self, pk: int) -> None:
        page = self.get(f"/desk/{pk}/")
        if page and (seen := page.found(r'name="seen" value="(\d+)"')):
            points = page.found(r'name="checked" value="([a-z0-9]+)"')
            answer = self.post(f"/desk/{pk}/decision/", {"verb": "approve", "seen": seen[0], "checked": points})
            if answer and answer.status == 302 and answer.location.startswith("/desk/"):
                self.approved.append(pk)


def a_line() -> str:
    return f"Baris nomor {next(NUMBERS)} dari pasar terapung."


def a_colour() -> bytes:
    return a_picture((random.randrange(COLOURS), 90, 120), SIZE)


def words(lines: list[str]) -> dict:
    first, *others = TOPICS
    told = {"title": f"Pasar terapung, {lines[0]}", "dek": "Ruang temu keluarga", "place": "Banjarmasin"}
    return told | {"body": "\n\n".join(lines), "topic_main": first, "topics": ", ".join(others), "cover": ""}


def passports(photos: list[str]) -> dict:
    told = {f"{code}-{name}": value for code in photos for name, value in PASSPORT.items()}
    return told | {"cover": photos[0] if photos else ""}


class Work:
    """Writers and a moderator, each in a thread, and what was acknowledged to them."""

    def __init__(self, port: int, *, writers: list[str], moderator: str, pace: float = PACE):
        self.writers = [Writer(port, session, pace) for session in writers]
        self.moderator = Moderator(port, moderator, max(PACE, pace / MODERATORS))
        self.people = [*self.writers, self.moderator]

    @contextmanager
    def going_on(self):
        stop = threading.Event()
        threads = [threading.Thread(target=person.work, args=[stop]) for person in self.people]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    def texts(self) -> list[dict]:
        return [asdict(text) for writer in self.writers for text in writer.texts]

    def oddities(self) -> list[str]:
        return [oddity for person in self.people for oddity in person.oddities]

    def counts(self) -> str:
        texts = [text for writer in self.writers for text in writer.texts]
        saves, submissions = sum(text.saved for text in texts), sum(text.sent for text in texts)
        answers = sum((person.answers for person in self.people), Counter())
        return (
            f"acknowledged {saves} saves in {len(texts)} texts, {submissions} submissions, "
            f"{len(self.moderator.approved)} approvals; {answers['cut off']} requests cut off, {answers[409]} refused, "
            f"{answers[429]} too often"
        )
