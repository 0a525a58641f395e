"""Loading articles that were written and read elsewhere, as if they had gone the whole way here."""

from articles.loading.told import RefusedLoad
from articles.loading.whole import load

__all__ = ["RefusedLoad", "load"]
