"""Owns the document: what an article's text may hold, how it is cleaned, what is read off it, how readers see it.

The schema is that of the editor's design; the same table stands in newsroom/static/studio/schema.js.
"""

from articles.body.cleaning import clean, parse
from articles.body.reading import (
    Heading,
    block_text,
    block_words,
    lone_addresses,
    outline,
    photo_code,
    photo_ids,
    plain_text,
    read_also_codes,
    word_count,
)
from articles.body.rendering import Block, blocks, render
from articles.body.schema import ID_SHAPE, UNREADABLE, BrokenDocument, Kind, canonical, empty, new_id

__all__ = [
    "ID_SHAPE",
    "UNREADABLE",
    "Block",
    "BrokenDocument",
    "Heading",
    "Kind",
    "block_text",
    "block_words",
    "blocks",
    "canonical",
    "clean",
    "empty",
    "lone_addresses",
    "new_id",
    "outline",
    "photo_code",
    "parse",
    "photo_ids",
    "plain_text",
    "read_also_codes",
    "render",
    "word_count",
]
