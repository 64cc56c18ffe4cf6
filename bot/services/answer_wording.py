"""What is said of an answer, and where there is none: one voice for all fronts."""

from bot.models import Answer
from bot.text.counting import count_of
from bot.text.inferred_days import mark_issued


def describe_unanswered(answer: Answer) -> str:
    """Why there is no answer, in one sentence; what comes nearest is for the front to show."""
    asked = f"“{' '.join(answer.question.split())}”"
    if answer.subject is not None and [paper.paper_id for paper in answer.nearest] == [
        answer.subject.paper_id
    ]:
        return f"The abstract of “{answer.subject.title}” does not say: {asked}."
    if not answer.coverage.paper_count:
        return "The index is empty."
    papers = count_of(answer.coverage.paper_count, "indexed paper")
    return f"Nothing in the {papers}{_describe_period(answer)} says enough to answer {asked}."


def describe_makers(answer: Answer) -> str | None:
    """Which organisations stand behind the papers, where that was asked; None where it was not.

    Papers whose organisation is not known are counted, not hidden.
    """
    unknown = answer.without_organization_count
    if not (answer.organizations or unknown):
        return None
    known = [
        f"{each.organization.name} ({count_of(len(each.paper_ids), 'paper')})"
        for each in answer.organizations
    ]
    rest = f"{count_of(unknown, 'paper')} without a known organisation"
    return ", ".join([*known, *([rest] if unknown else [])])


def describe_period(answer: Answer) -> str | None:
    """Which papers count where the question says when; None where it does not."""
    period = _describe_period(answer).strip()
    if not period:
        return None
    undated = answer.coverage.undated_count
    left_out = f"; {undated:,} without a date do not count" if undated else ""
    return f"Only papers {period}{left_out}"


def _describe_period(answer: Answer) -> str:
    since, until = answer.since and f"{answer.since}", answer.until
    if since:
        since = mark_issued(since, is_inferred=answer.since_is_inferred)
    if since and until:
        return f" published from {since} to {until}"
    if since:
        return f" published since {since}"
    return f" published until {until}" if until else ""
