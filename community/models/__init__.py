"""The people of the site, one file a fact."""

from community.models.badge import Badge, BadgeKind
from community.models.handle import Handle, HandleTaken
from community.models.suspension import Suspension
from community.models.user import User

__all__ = ["Badge", "BadgeKind", "Handle", "HandleTaken", "Suspension", "User"]
