"""Owns how tests put an article on the front page, and what two editors do there in a race, answered in rows."""

from collections.abc import Callable

from articles import fronting
from articles.models import Article, FrontKind, FrontSlot
from community.models import User
from tests.factories import a_chief_editor, a_live_article

DONE = "done"


def a_front_slot(article=None, *, by=None, kind=FrontKind.PICK, since=None, until=None) -> FrontSlot:
    article = article or a_live_article()
    told = {"kind": kind, "since": since, "until": until}
    return fronting.put(article, by=by or a_chief_editor(), seen=fronting.version(), **told)


def stage() -> dict:
    """Two editors, each with an article to put there, and the version that both have on screen."""
    FrontSlot.objects.all().delete()
    chiefs = [a_chief_editor().pk for _chief in range(2)]
    return {"articles": [a_live_article().pk for _article in range(2)], "by": chiefs, "seen": fronting.version()}


def putting(*, article: int, by: int, seen: int, kind: str) -> Callable:
    shown, chief = Article.objects.get(pk=article), User.objects.get(pk=by)

    def moved() -> str:
        fronting.put(shown, by=chief, seen=seen, kind=FrontKind(kind), since=None, until=None)
        return DONE

    return moved


def put(*, article: int, by: int, seen: int, kind: str) -> int:
    """The key of the slot."""
    putting(article=article, by=by, seen=seen, kind=kind)()
    return FrontSlot.objects.get(article=article).pk


def taking_off(*, slot: int, by: int, seen: int) -> Callable:
    there, chief = FrontSlot.objects.select_related("article").get(pk=slot), User.objects.get(pk=by)

    def moved() -> str:
        fronting.take_off(there, by=chief, seen=seen, why="Lama.")
        return DONE

    return moved


def rows() -> list:
    """Who stands there, who was taken off, and the version."""
    slots = FrontSlot.objects.order_by("pk").values_list("article", "off__by")
    return [[list(slot) for slot in slots], fronting.version()]
