"""Owns what a moderator's session keeps of the desk: typed words of a decision, what was skipped, hidden changes.

Nothing of it counts; it only spares typing twice.
"""

MOST_KEPT, MOST_SKIPPED = 20, 200
LONGEST, MOST_TICKED = 2000, 100  # of a message; nobody fills a session by what no form would take


def kept(request, pk: int) -> dict | None:
    """What was ticked and typed of the decision on this submission."""
    return request.session.get("decisions", {}).get(str(pk))


def keep_decision(request, pk: int) -> None:
    """Ticks and words of a decision stay while a remark is saved or the text is claimed, and after it for an undo."""
    own_reason = request.POST.get("reason", "") if "seen" in request.POST else ""  # else it is a remark's
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in ("message", "publish_at")}
    typed["reason"] = request.POST.get("carried_reason", own_reason)[:LONGEST]
    if "checked" not in request.POST and not any(typed.values()):
        return
    decisions = {key: value for key, value in request.session.get("decisions", {}).items() if key != str(pk)}
    checked = [key[:12] for key in request.POST.getlist("checked")[:MOST_TICKED]]
    decisions[str(pk)] = {"checked": checked, **typed}
    request.session["decisions"] = dict(list(decisions.items())[-MOST_KEPT:])


def shows_changes(request, pk: int) -> bool:
    """Whether the changes view is on for this submission: as the address says, and as it last said."""
    said, hidden = request.GET.get("changes"), request.session.get("without_changes", [])
    if said in ("0", "1") and (said == "0") != (pk in hidden):
        hidden = [*hidden, pk][-MOST_KEPT:] if said == "0" else [one for one in hidden if one != pk]
        request.session["without_changes"] = hidden
    return pk not in hidden


def skipped(request) -> list[int]:
    return request.session.get("skipped", [])


def skip(request, pk: int) -> None:
    request.session["skipped"] = [*(one for one in skipped(request) if one != pk), pk][-MOST_SKIPPED:]


def forget_skipped(request) -> None:
    request.session.pop("skipped", None)
