"""Searching live articles: what was asked for, what is found, and why."""

from articles.searching.asked import Asked, asked, typed_words
from articles.searching.excerpts import Piece, excerpt, marked
from articles.searching.finding import Found, find, titles_with

__all__ = ["Asked", "Found", "Piece", "asked", "excerpt", "find", "marked", "titles_with", "typed_words"]
