"""Owns the processes of one machine: web, django, worker and clock under a supervisor that starts a dead one again."""

import ctypes
import gc
import logging
import multiprocessing
import os
import selectors
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import Error, connections
from django.urls import get_resolver
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from newsroom import clock
from newsroom.address import CannotServe
from newsroom.behind import Behind
from newsroom.doorway import Doorway
from newsroom.pagecache import PageCache
from newsroom.vanished import ending_vanished

log = logging.getLogger(__name__)

ENDINGS = {signal.SIGINT, signal.SIGTERM}
GRACE = 5  # seconds between asking a child to end and ending it
# So many deaths within so many seconds stop everything. A second short of ten: a death is noticed up to 0.2 s late, and
# a drill that kills every five seconds is no crash loop.
MANY_DEATHS, SHORT_TIME = 3, 9
LAST_LINES = 20
PR_SET_PDEATHSIG = 1
# The web server's threads answer readers from the page cache, or wait: for a body that a phone sends slowly, or for
# Django. So that bodies never take all of them, some answer readers alone. Waiting costs a stack.
WEB_THREADS = 128
# Of niceness: thousands of readers, and the worker, leave the processor to who saves or draws the readers' next page.
BEHIND_DJANGO = 10
# Seconds that a thread of Django's runs while others wait. Each query lets others in: in Python's own five milliseconds
# a page of nine queries waits for them up to nine times as long.
SHORT_TURN = 0.0005


class Child:
    """One kind of process: the work it does, the process that does it now, what it wrote, when it died."""

    def __init__(self, name: str, work: Callable[[], None]):
        self.name, self.work = name, work
        self.reader, self.writer = os.pipe()
        self.written = b""
        self.deaths: deque[float] = deque(maxlen=MANY_DEATHS)
        self.process: multiprocessing.Process | None = None

    def start(self, pipes: list[int]) -> None:
        """Fork with the endings held back, so that none meets the supervisor's handlers in the child."""
        process = multiprocessing.Process(target=self._work, args=[pipes], name=self.name)
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
        process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
        self.process = process

    def _work(self, pipes: list[int]) -> None:
        os.setpgid(0, 0)
        with suppress(OSError):  # the name that ps and top show
            Path("/proc/self/comm").write_text(f"lembar {self.name}")
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
        os.dup2(self.writer, sys.stdout.fileno())
        os.dup2(self.writer, sys.stderr.fileno())
        sys.stdout.reconfigure(line_buffering=True)
        for pipe in pipes:
            os.close(pipe)
        self.work()

    def pass_on(self) -> None:
        """Hand on what the child wrote, and keep the end of it."""
        written = os.read(self.reader, 65536)
        self.written = (self.written + written)[-65536:]
        with suppress(OSError):  # the terminal may be gone
            sys.stderr.buffer.write(written)
            sys.stderr.flush()

    def last_lines(self) -> str:
        return "\n".join(self.written.decode(errors="replace").splitlines()[-LAST_LINES:])

    def end_group(self) -> None:
        """End what is left of the child, processes that it forked included."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join()


class Supervisor:
    """Keeps the children running until it is asked to end, or until one can't be kept running."""

    def __init__(self, **works: Callable[[], None]):
        self.children = [Child(name, work) for name, work in works.items()]
        self.pipes = [end for child in self.children for end in (child.reader, child.writer)]
        self.ending = False

    def run(self) -> None:
        """Return when asked to end. Raises CannotServe when a child keeps dying. No child is left either way."""
        for ending in ENDINGS:
            signal.signal(ending, self._end)
        with selectors.DefaultSelector() as self.written:
            for child in self.children:
                self.written.register(child.reader, selectors.EVENT_READ, child)
            try:
                self._keep_running()
            finally:
                self._stop()

    def _end(self, signum, frame) -> None:
        self.ending = True

    def _keep_running(self) -> None:
        for child in self.children:
            child.start(self.pipes)
        while not self.ending:
            self._pass_on(0.2)
            for child in self.children:
                if not self.ending and not child.process.is_alive():
                    self._start_again(child)

    def _pass_on(self, patience: float) -> None:
        for key, _events in self.written.select(patience):
            key.data.pass_on()

    def _start_again(self, child: Child) -> None:
        child.end_group()
        self._pass_on(0)
        child.deaths.append(time.monotonic())
        if len(child.deaths) == MANY_DEATHS and child.deaths[-1] - child.deaths[0] < SHORT_TIME:
            raise CannotServe(
                f"{child.name} died {MANY_DEATHS} times within {SHORT_TIME} seconds, so everything stops. "
                f"The last that it wrote:\n{child.last_lines() or '(nothing)'}"
            )
        print(f"{child.name} ended with status {child.process.exitcode}; it is started again.", file=sys.stderr)
        child.start(self.pipes)

    def _stop(self) -> None:
        """The web server ends before Django, which it asks; so ending takes up to twice GRACE."""
        started = [child for child in self.children if child.process]
        self._end_all(started[:1])
        self._end_all(started[1:])

    def _end_all(self, children: list[Child]) -> None:
        for child in children:
            child.process.terminate()
        until = time.monotonic() + GRACE
        while any(child.process.is_alive() for child in children) and time.monotonic() < until:
            self._pass_on(0.05)
        for child in children:
            child.end_group()


def end_with_the_parent() -> None:
    """From here on every forked process, granian's own fork included, asks the kernel to be ended with its parent."""
    if sys.platform != "linux":
        return
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def note():
        nonlocal parent
        parent = os.getpid()

    def ask():
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    os.register_at_fork(before=note, after_in_child=ask)


def serve(django: Callable, address: str, port: int) -> None:
    """Run web, django, worker and clock until asked to end. Raises CannotServe."""
    let_go_of_the_database()
    keep_in_common()
    multiprocessing.set_start_method("fork", force=True)
    end_with_the_parent()
    behind = Behind()
    application = PageCache(Doorway(behind))
    works = {"web": lambda: web(application, address, port), "django": lambda: answer(behind, django)}
    Supervisor(**works, worker=worker, clock=clock.run).run()  # web is the first, and ends first


def keep_in_common() -> None:
    """Import what every child needs once, and let no collection write into those pages: forked, they are shared."""
    get_resolver().url_patterns  # noqa: B018  reading them imports every view
    gc.collect()
    gc.freeze()


def let_go_of_the_database() -> None:
    """No connection may be shared with a forked process, nor the threads of a pool."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def web(application: Callable, address: str, port: int) -> None:
    os.nice(BEHIND_DJANGO)
    server = Granian(
        target=settings.WSGI_APPLICATION,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        blocking_threads=WEB_THREADS,
        log_level=LogLevels.error,
        workers_kill_timeout=GRACE - 2,
    )
    server.serve(target_loader=lambda: ending_vanished(application), wrap_loader=False)


def answer(behind: Behind, django: Callable) -> None:
    sys.setswitchinterval(SHORT_TURN)
    behind.answer(django)


def worker() -> None:
    """Its start, its end and each task are no news; what fails is. A database that is away is waited for, as the clock
    does: a worker that died of it would take the whole site along after three times.
    """
    logging.disable(logging.INFO)
    os.nice(BEHIND_DJANGO)
    logging.getLogger("django_tasks_db").addFilter(lambda record: record.levelno > logging.WARNING)
    while True:
        try:
            return call_command("db_worker", queue_name="*", interval=0.5, startup_delay=False, reload=False)
        except Error as error:
            log.error("The worker could not reach the database; it tries again: %s", error)
            for ending in ENDINGS:
                signal.signal(ending, signal.SIG_DFL)  # the command's own handler only tells the command
            let_go_of_the_database()
            time.sleep(2)
