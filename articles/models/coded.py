"""Owns how a row gets a code that no other has. Of a million rows one in 850,000 new codes is taken already."""

from django.db import models

from articles import body


class CodedQuerySet(models.QuerySet):
    """Of rows with a unique `code`."""

    def free_code(self) -> str:
        while self.filter(code=(code := body.new_id())).exists():
            pass
        return code
