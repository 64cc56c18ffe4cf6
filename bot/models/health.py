"""How the index fares."""

from dataclasses import dataclass
from enum import StrEnum


class CheckState(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"  # it works, and could work better
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at in an installation."""

    name: str
    state: CheckState
    sentence: str  # what was found
    remedy: str | None = None  # what mends it; None where there is nothing to mend


@dataclass(frozen=True, slots=True)
class TermsState:
    """How far the search index has come."""

    engine: str | None  # None where there is no index yet
    behind_count: int  # papers that searches do not show as they are


@dataclass(frozen=True, slots=True)
class VectorsState:
    """How many papers can be found by meaning."""

    model: str | None  # None where words alone decide, or no paper has a vector yet
    paper_count: int  # papers with a vector of it
    pending_count: int  # papers that may still want one
    fault: str | None  # why the chosen model cannot be used
