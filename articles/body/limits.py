"""Owns how large a document may be."""

from django.utils.translation import gettext_lazy as _

from articles.body.reading import text_of, units, word_count
from articles.body.schema import LISTS, BrokenDocument, Kind, Node, canonical

MAX_BYTES = 512 * 1024
MAX_WORDS = 20_000
MAX_BLOCKS = 2_000
MAX_ITEMS = 200
MAX_CHARACTERS = 10_000
MAX_PHOTOS = 100


def refuse_too_large(size: int) -> None:
    """Raises BrokenDocument when `size` bytes of JSON are more than we take."""
    if size > MAX_BYTES:
        raise BrokenDocument(_("The text is too large to be saved (over 512 KB)."), too_large=True)


def refuse_too_many(blocks: int) -> None:
    """Raises BrokenDocument when a document would have more blocks than we take."""
    if blocks > MAX_BLOCKS:
        raise BrokenDocument(_("The text has more than 2,000 blocks."))


def refuse_long_list(items: int) -> None:
    """Raises BrokenDocument when one list has more items than we take; they are never cut."""
    if items > MAX_ITEMS:
        raise BrokenDocument(_("A list has more than 200 items. Make two lists of it."))


def refuse_over_limit(doc: Node) -> None:
    """Raises BrokenDocument when a cleaned document is over one of the limits, saying which."""
    blocks = doc["content"]
    refuse_too_large(len(canonical(doc).encode()))
    refuse_too_many(len(blocks))
    refuse_long_list(max((len(block["content"]) for block in blocks if block["type"] in LISTS), default=0))
    if any(len(text_of(unit)) > MAX_CHARACTERS for unit in units(blocks)):
        raise BrokenDocument(_("A paragraph has more than 10,000 characters. Make two of it."))
    if sum(block["type"] == Kind.PHOTO for block in blocks) > MAX_PHOTOS:
        raise BrokenDocument(_("The text has more than 100 photos."))
    if word_count(doc) > MAX_WORDS:
        raise BrokenDocument(_("The text has more than 20,000 words."))
