"""What kind of sentence answers a question."""

from enum import StrEnum


class Wanted(StrEnum):
    """What kind of sentence answers a question."""

    FINDING = "finding"
    NUMBER = "number"  # sentences with figures come first
    DEFINITION = "definition"  # what says what the subject is comes first
    PAPERS = "papers"  # a sentence from each of several papers
    MAKERS = "makers"  # organisations
    COMPARISON = "comparison"  # what holds both sides comes first
    ABOUT = "about"  # a paper in general: what it is about,
    METHOD = "method"  # how it does it,
    RESULT = "result"  # what came out,
    LIMITATION = "limitation"  # and what it does not do
