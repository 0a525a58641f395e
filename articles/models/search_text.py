"""Owns what live articles are found by: their words, as the search engine reads them (articles/indexing.py)."""

from django.db import models


class SearchText(models.Model):
    """The words of one live article, in the transaction that made it live; gone in the one that takes it down.

    `title` to `people` hold roots, each once, with spaces between; `exact` holds all words in their order, for phrases;
    `keys` what searches are narrowed by (`articles.indexing.keys_of`).
    SQLite's FTS5 index and PostgreSQL's vectors over these columns are kept by the database itself (migrations 0018,
    0022, 0028 and 0033).
    `version` says by which rules the roots were made.
    """

    article = models.OneToOneField("Article", models.CASCADE, primary_key=True, related_name="search_text")
    version = models.PositiveSmallIntegerField(db_index=True)
    pen_name = models.CharField(max_length=60)
    title = models.TextField()
    dek = models.TextField()
    body = models.TextField()
    topics = models.TextField()
    people = models.TextField()
    exact = models.TextField()
    keys = models.TextField(db_default="")

    def __str__(self) -> str:
        return f"words of article {self.article_id}"


class SearchWord(models.Model):
    """A word that stood in a live article. Of a mistyped one the words are found that share a spelling with a letter
    left out (`WordSlip`)."""

    word = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.word


class WordSlip(models.Model):
    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="slips")
    spelling = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return self.spelling
