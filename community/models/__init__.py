"""The people of the site, one file a fact."""

from community.models.badge import Badge, BadgeKind, Evidence
from community.models.follow import Follow
from community.models.handle import Handle, HandleLook, HandleTaken
from community.models.mail_refusal import MailRefusal
from community.models.name_change import NameChange
from community.models.notice import GROUP_OF, Group, Kind, Mail, Notice
from community.models.page_stamp import PageStamp
from community.models.portrait import Portrait
from community.models.profile_link import ProfileLink
from community.models.purge import Purge
from community.models.suspension import Suspension
from community.models.user import User

__all__ = [
    "Badge",
    "BadgeKind",
    "Evidence",
    "Follow",
    "GROUP_OF",
    "Group",
    "Handle",
    "HandleLook",
    "HandleTaken",
    "Kind",
    "Mail",
    "MailRefusal",
    "NameChange",
    "Notice",
    "PageStamp",
    "Portrait",
    "ProfileLink",
    "Purge",
    "Suspension",
    "User",
]
