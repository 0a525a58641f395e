"""What people write, one file a fact."""

from articles.models.article import Article, Standing
from articles.models.correction import Correction, CorrectionKind
from articles.models.disclaimer import Disclaimer
from articles.models.photo import Licence, Photo, PhotoState
from articles.models.remark import Remark
from articles.models.revision import Revision, RevisionPhoto, RevisionReadAlso, RevisionTopic
from articles.models.submission import Reason, Submission, SubmissionState
from articles.models.topic import ArticleTopic, LiveTopic, Topic
from articles.models.transition import Transition, Verb

__all__ = [
    "Article",
    "ArticleTopic",
    "Correction",
    "CorrectionKind",
    "Disclaimer",
    "Licence",
    "LiveTopic",
    "Photo",
    "PhotoState",
    "Reason",
    "Remark",
    "Revision",
    "RevisionPhoto",
    "RevisionReadAlso",
    "RevisionTopic",
    "Standing",
    "Submission",
    "SubmissionState",
    "Topic",
    "Transition",
    "Verb",
]
