"""Owns where a portrait's files lie and how they are addressed. Which one is a person's stands at the person."""

from dataclasses import dataclass

from community.paths import path_of
from community.pictures.policy import KINDS, SQUARES


@dataclass(frozen=True)
class Portrait:
    """A square picture in the sizes of SQUARES and the kinds of KINDS; a new picture has a new `code`."""

    code: str
    tint: str

    def address(self, size: int, kind: str) -> str:
        return path_of("portrait", self.code, size, kind)

    def stored_at(self, size: int, kind: str) -> str:
        return f"portraits/{self.code}/{size}.{kind}"

    @property
    def files(self) -> list[str]:
        return [self.stored_at(size, kind) for size in SQUARES for kind in KINDS]

    @property
    def small(self) -> str:
        """For lines of text: 96 pixels for 44 of the page."""
        return self.address(SQUARES[0], "webp")

    @property
    def large(self) -> str:
        return self.address(SQUARES[1], "webp")
