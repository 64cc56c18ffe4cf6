"""The records that travel between the rooms: frozen, without behaviour beyond their own facts.

None means unknown; 0 means known to be none. Days are dates, instants are aware UTC datetimes,
and a suffix carries the kind: `_on` a date, `_at` an instant, `_count` a number of things.
"""

from bot.models.answers import (
    Highlight,
    Highlights,
    MonthCount,
    QuotedSentence,
    ReportedNumber,
    Summary,
    Theme,
)
from bot.models.embeddings import (
    EmbeddingModel,
    Vector,
    short_model_name,
)
from bot.models.health import (
    Check,
    CheckState,
    TermsState,
    VectorsState,
)
from bot.models.papers import (
    HUGGING_FACE_URL,
    Coverage,
    Digest,
    DigestEntry,
    IngestReport,
    Organization,
    Paper,
    PaperDetails,
    Sighting,
    SkippedEntry,
    paper_url,
)
from bot.models.posts import PostedPaper, PostMemory
from bot.models.search import (
    KnownTitle,
    Leg,
    MarkedText,
    RelatedPaper,
    RelatedPapers,
    SearchHit,
    SearchRequest,
    SearchResults,
    SharedTraits,
    SortOrder,
    TitleSuggestion,
)

__all__ = [
    "HUGGING_FACE_URL",
    "Check",
    "CheckState",
    "Coverage",
    "Digest",
    "DigestEntry",
    "EmbeddingModel",
    "Highlight",
    "Highlights",
    "IngestReport",
    "KnownTitle",
    "Leg",
    "MarkedText",
    "MonthCount",
    "Organization",
    "Paper",
    "PaperDetails",
    "PostMemory",
    "PostedPaper",
    "QuotedSentence",
    "RelatedPaper",
    "RelatedPapers",
    "ReportedNumber",
    "SearchHit",
    "SearchRequest",
    "SearchResults",
    "SharedTraits",
    "Sighting",
    "SkippedEntry",
    "SortOrder",
    "Summary",
    "TermsState",
    "Theme",
    "TitleSuggestion",
    "Vector",
    "VectorsState",
    "paper_url",
    "short_model_name",
]
