"""What people write, one file a fact."""

from articles.models.article import Article, Device, Standing
from articles.models.correction import Correction, CorrectionKind
from articles.models.disclaimer import Attestation, Disclaimer
from articles.models.draft_snapshot import DraftSnapshot, Why
from articles.models.followed_topic import FollowedTopic
from articles.models.front_slot import FrontKind, FrontPage, FrontSlot
from articles.models.likeness import Likeness
from articles.models.photo import Licence, Photo, PhotoState
from articles.models.ping import Ping, PingKind
from articles.models.reading_count import MostRead, ReadingCount, Span
from articles.models.remark import Remark
from articles.models.revision import Revision, RevisionPhoto, RevisionReadAlso, RevisionTopic
from articles.models.saved_article import SavedArticle
from articles.models.search_text import SearchText, SearchWord, WordSlip
from articles.models.submission import NEWS_LENGTH, Reason, Submission, SubmissionState
from articles.models.topic import ArticleTopic, LiveTopic, Topic, TopicTally
from articles.models.topic_ending import Ending, TopicEnding
from articles.models.transition import Transition, Verb
from articles.models.wording import ChecklistPoint, MessageTemplate, TemplateKind

__all__ = [
    "NEWS_LENGTH",
    "Article",
    "ArticleTopic",
    "Attestation",
    "ChecklistPoint",
    "Correction",
    "CorrectionKind",
    "Device",
    "Disclaimer",
    "DraftSnapshot",
    "Ending",
    "FollowedTopic",
    "FrontKind",
    "FrontPage",
    "FrontSlot",
    "Licence",
    "Likeness",
    "LiveTopic",
    "MessageTemplate",
    "Photo",
    "PhotoState",
    "Ping",
    "PingKind",
    "MostRead",
    "ReadingCount",
    "Reason",
    "Remark",
    "Revision",
    "RevisionPhoto",
    "RevisionReadAlso",
    "RevisionTopic",
    "SavedArticle",
    "SearchText",
    "SearchWord",
    "Span",
    "Standing",
    "Submission",
    "SubmissionState",
    "TemplateKind",
    "Topic",
    "TopicEnding",
    "TopicTally",
    "Transition",
    "Verb",
    "Why",
    "WordSlip",
]
