"""The people of the site, one file a fact."""

from community.models.badge import Badge, BadgeKind, Evidence
from community.models.handle import Handle, HandleLook, HandleTaken
from community.models.name_change import NameChange
from community.models.portrait import Portrait
from community.models.suspension import Suspension
from community.models.user import User

__all__ = [
    "Badge",
    "BadgeKind",
    "Evidence",
    "Handle",
    "HandleLook",
    "HandleTaken",
    "NameChange",
    "Portrait",
    "Suspension",
    "User",
]
