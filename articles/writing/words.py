"""Owns every word that the studio's scripts may say, by the names that they call it; they fill in the {braces}."""

from django.utils.translation import gettext_lazy as _

SAVING = {
    "saving": _("Saving…"),
    "saved": _("Saved {at}"),
    "unsaved": _("Not saved yet"),
    "offline": _("Offline, saved on this device"),
    "failed": _("Could not save, try again"),
    "failed_why": _("Could not save: {why}"),
    "again": _("Try again"),
    "busy": _("The server is busy. Your text is safe on this device; next try in {seconds} seconds."),
    "to_field": _("Go there"),
    "copy": _("Save the text as a file"),
    "elsewhere": _("There is a newer version"),
    "compare": _("Compare"),
    "out": _("You are signed out; your text is safe on this device"),
    "sign_in": _("Sign in again"),
    "other": _("Somebody else has signed in here. This draft stays on this device for whoever wrote it."),
    "tab": _("Being written in another tab"),
    "take_over": _("Take over"),
    "full": _("This device's storage is full, stay on this page until it is saved"),
    "sent": _("This article was sent and can only be read"),
    "recall": _("Take back to edit"),
    "gone": _("This draft is no longer here; your text is safe on this device"),
    "newer_page": _("This page is older than the text. Reload the page."),
    "restored": _("What you wrote on this device was brought back."),
}
WRITING = {
    "text": _("Text of the article"),
    "placeholder": _("Begin here. Write as you would tell it to a friend."),
    "opening": _("Opening"),
    "head": _("Title and summary"),
    "topics": _("Topics"),
    "untitled": _("Section without a title"),
    "quote": _("Quote"),
    "pull": _("Large quote"),
    "pictures_left": _("{number} pictures did not come along; add them as photos."),
    "nothing_found": _("No published article fits."),
    "read_also": _("Read also"),
    "read_also_gone": _("Points at nothing that is published: readers will not see this line"),
    "remove": _("Take out"),
    "away": _("{label}: readers see a card, and nothing is loaded from there"),
    "bad_link": _("This is no address that can be linked. It begins with https:// or mailto:"),
}
REMARKS = {
    "remark_same": _("Not changed yet"),
    "remark_changed": _("You changed this block"),
    "remark_gone": _("This block is gone"),
}
PHOTOS = {
    "photo_number": _("Photo {number}"),
    "photo_cover": _("Cover photo"),
    "photo_missing": _("This photo is not here any more. Take it out, or bring an earlier version back."),
    "photo_is_cover": _("This is the cover. Readers see it above, and not here again."),
    "photo_twice": _("This photo stands above already, with its details."),
    "uploading": _("Uploading {name}: {percent} %"),
    "uploaded": _("Photo added. Now tell who took it and where it comes from."),
    "upload_waits": _("Waiting for the network. The photo is kept on this device and goes by itself."),
    "upload_failed": _("{name} was not taken: {why}"),
    "too_large": _("{name} is too large: at most 25 MB."),
    "cancel": _("Cancel"),
    "no_room": _("The photo could not be kept on this device. Stay on this page until it has arrived."),
}


def words() -> dict[str, str]:
    return {name: str(sentence) for name, sentence in (SAVING | WRITING | REMARKS | PHOTOS).items()}
