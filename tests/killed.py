"""Owns how a process dies between any two statements that it sends to the database."""

from collections.abc import Callable

from django.db import connection


class Killed(BaseException):
    """What ends a process in the middle, as nothing in our code catches it."""


def killed_after(statements: int, act: Callable[[], object]) -> bool:
    """Whether `act` died before it was through, when it may send so many statements."""
    left = iter(range(statements))

    def kill(execute, *args):
        if next(left, None) is None:
            raise Killed
        return execute(*args)

    try:
        with connection.execute_wrapper(kill):
            act()
    except Killed:
        return True
    return False
