"""Owns the table of figures: a line says what, the ratio, what it has to be, and the medians that it was made of."""

import os
import re
from pathlib import Path

from django.utils import timezone

HEAD = "| what | ratio | wanted | holds | medians |\n|---|--:|--:|---|---|"


class Figures:
    """The lines as they come, and which targets were missed."""

    def __init__(self):
        self.missed: list[str] = []
        print(f"\n\n{timezone.localdate()}, {os.cpu_count()} cores, {processor()}\n\n{HEAD}")

    def line(self, what: str, ratio: float, target: float, medians: str, *, least: bool = False) -> None:
        """The ratio is ours by the other's, and has to be at most `target`, or at least."""
        holds, sign = (ratio >= target, ">=") if least else (ratio <= target, "<=")
        print(f"| {what} | {ratio:.2f} | {sign} {target} | {'yes' if holds else 'NO'} | {medians} |", flush=True)
        if not holds:
            self.missed.append(f"{what}: {ratio:.2f}, wanted {sign} {target}")

    def alone(self, what: str, figure: str, whom: str) -> None:
        """A figure whose other side is not on this machine."""
        print(f"| {what} | | | not measured | {figure}; {whom} is not installed (LEMBAR_PEERS) |", flush=True)


def processor() -> str:
    named = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return named[1] if named else "processor unknown"
