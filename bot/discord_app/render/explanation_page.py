"""Why a paper is, or is not, among the highlights."""

from collections.abc import Sequence
from typing import Final

from bot.discord_app.render.digest_phrases import say_issue_day
from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS, TITLE_LIMIT_CHARS
from bot.discord_app.render.markdown import UNTITLED, Markdown, escape, link, stack
from bot.discord_app.render.open_menu import open_menu_rows
from bot.discord_app.render.phrases import (
    bold,
    join_names,
    room_beside,
    say_count,
    say_day,
    say_facts,
    small,
)
from bot.discord_app.render.reply import HIGHLIGHTS_COLOUR, PLAIN_COLOUR, Card, Reply
from bot.models import MarkedText, Outcome, PaperExplanation, ScorePart, TitleSuggestion
from bot.text.inferred_days import mark_issued

TOPIC_LIMIT_CHARS: Final = 120
WORDS_LIMIT_CHARS: Final = 300
FACT_LIMIT_CHARS: Final = 200
RIVAL_LIMIT_CHARS: Final = 450
# What each signal goes by, for whoever does not know their names.
_SIGNAL_NAMES: Final = {
    "return": "back with more attention",
    "match": "match with the topic",
    "votes": "votes in this server",
    "team": "who wrote it",
    "novelty": "new to the digests",
    "recency": "when it was published",
}


def render_explanation(explained: PaperExplanation, *, schedule_id: int | None = None) -> Reply:
    """What became of the paper, the parts of its score, and what ruled it out.

    Args:
        explained: the paper, and how it was judged.
        schedule_id: whose post was meant; None where a day's picks for everybody were.
    """
    facts = small(say_facts(explained.paper))
    said = _say_outcome(explained)
    if schedule_id is not None:
        whose = f"Judged for what schedule {schedule_id} posts here; with `on:` for everybody."
        said = Markdown(f"{said}\n{small(whose)}")
    parts = _say_parts(explained.parts)
    if explained.score is not None:
        parts.insert(0, bold(Markdown(f"Score {explained.score:.3f} of 1")))
    room = room_beside(DESCRIPTION_LIMIT_CHARS, facts, said) - len("\n\n\n")
    listed, _ = stack(parts, room)
    description = "\n".join([facts, said, *(["", listed] if listed else [])])
    is_picked = explained.outcome is Outcome.PICKED
    card = Card(
        title=_heading(explained),
        description=Markdown(description),
        colour=HIGHLIGHTS_COLOUR if is_picked else PLAIN_COLOUR,
    )
    papers = [explained.paper, *([explained.rival.paper] if explained.rival else [])]
    titles = [TitleSuggestion(paper.paper_id, paper.title) for paper in papers]
    return Reply(cards=(card,), rows=open_menu_rows(titles))


def _heading(explained: PaperExplanation) -> Markdown:
    verb = "is" if explained.outcome is Outcome.PICKED else "is not"
    before, behind = "Why “", f"” {verb} picked"
    room = TITLE_LIMIT_CHARS - len(before) - len(behind)
    return Markdown(f"{before}{escape(explained.paper.title, room) or UNTITLED}{behind}")


def _say_outcome(explained: PaperExplanation) -> Markdown:
    """What became of it, in a sentence or two."""
    says = {
        Outcome.PICKED: _say_picked,
        Outcome.NOT_SEEN: _say_not_seen,
        Outcome.NOT_GROWN: _say_not_grown,
        Outcome.OFF_TOPIC: _say_off_topic,
        Outcome.EXCLUDED: _say_excluded,
        Outcome.FILTERED: _say_filtered,
        Outcome.TOO_FEW_COMMENTS: _say_too_few_comments,
        Outcome.POSTED_BEFORE: _say_posted_before,
        Outcome.SAME_THEME: _say_same_theme,
        Outcome.OUTRANKED: _say_outranked,
    }
    return Markdown(says[explained.outcome](explained))


def _say_picked(explained: PaperExplanation) -> str:
    return f"It is among the picks of {_say_on(explained)}: {_say_rank(explained)}."


def _say_not_seen(explained: PaperExplanation) -> str:
    said = f"It is not in the digests that {_say_on(explained)} is picked from."
    if explained.seen_on is None or explained.seen_on == explained.on:
        return said
    day = mark_issued(say_day(explained.seen_on), is_inferred=explained.seen_on_is_inferred)
    return f"{said} The last that had it is of {day}: ask again with on:{explained.seen_on}"


def _say_not_grown(explained: PaperExplanation) -> str:
    return f"Digests had it before {_say_on(explained)}, and its counts have not grown since."


def _say_off_topic(explained: PaperExplanation) -> str:
    verb = "stands" if len(explained.words) == 1 else "stand"
    words = _quote(explained.words)
    return f"It is not about “{_topic(explained)}”: {words} {verb} nowhere in it."


def _say_excluded(explained: PaperExplanation) -> str:
    return f"It holds {_quote(explained.words)}, which “{_topic(explained)}” leaves out."


def _say_filtered(explained: PaperExplanation) -> str:
    filters = escape(" ".join(explained.words), WORDS_LIMIT_CHARS)
    return f"It does not fulfil {filters}, or too little is known of it to tell."


def _say_too_few_comments(explained: PaperExplanation) -> str:
    comments = explained.paper.comment_count
    has = "how many it has is unknown"
    if comments is not None:
        has = f"it has {say_count(comments, 'comment')}"
    return f"It takes {say_count(explained.min_comments, 'comment')}, and {has}."


def _say_posted_before(explained: PaperExplanation) -> str:
    posted = explained.posted
    if posted is None:
        return "It was posted here before."
    then = "" if posted.upvotes is None else f", with {say_count(posted.upvotes, 'upvote')}"
    return (
        f"It was posted here on {say_day(posted.posted_on)}{then}. "
        "It comes back when it has drawn much more attention."
    )


def _say_same_theme(explained: PaperExplanation) -> str:
    return (
        f"It is {_say_rank(explained)}, but on the theme of a better pick: {_link_rival(explained)}"
    )


def _say_outranked(explained: PaperExplanation) -> str:
    said = f"It is {_say_rank(explained)}"
    if explained.rival is None:
        return f"{said}; none was to be picked."
    return f"{said}. The last pick has {explained.rival.score:.3f}: {_link_rival(explained)}"


def _say_on(explained: PaperExplanation) -> str:
    return say_issue_day(explained.on, is_inferred=explained.on_is_inferred)


def _say_rank(explained: PaperExplanation) -> str:
    papers = say_count(explained.candidate_count, "paper")
    return f"no. {explained.rank or 0:,} of {papers} by score"


def _link_rival(explained: PaperExplanation) -> Markdown:
    if explained.rival is None:
        return Markdown("another paper")
    paper = explained.rival.paper
    return link(MarkedText(paper.title), paper.url, RIVAL_LIMIT_CHARS)


def _topic(explained: PaperExplanation) -> Markdown:
    return escape(explained.corrected_topic or explained.topic or "", TOPIC_LIMIT_CHARS)


def _quote(words: tuple[str, ...]) -> Markdown:
    quoted = [word if word.startswith("“") else f"“{word}”" for word in words] or ["a word"]
    return escape(join_names(quoted), WORDS_LIMIT_CHARS)


def _say_parts(parts: Sequence[ScorePart]) -> list[Markdown]:
    """What each signal adds, the most first, then those that had nothing to say of any paper."""
    telling = sorted((part for part in parts if not _is_idle(part)), key=lambda part: -part.value)
    lines = [_say_part(part) for part in telling]
    idle = [_name(part) for part in parts if _is_idle(part)]
    if idle:
        lines.append(small(f"no part of it, or known of no paper: {', '.join(idle)}"))
    return lines


def _say_part(part: ScorePart) -> Markdown:
    """A signal, what it adds and could have added, and what was measured."""
    share = f"{part.value:.3f} of {part.most:.3f}"
    if part.fact is None:
        return Markdown(f"{share} · {_name(part)}: unknown, so counted as the middle of the others")
    return Markdown(f"{share} · {_name(part)}: {escape(part.fact, FACT_LIMIT_CHARS)}")


def _is_idle(part: ScorePart) -> bool:
    return part.fact is None and not part.value


def _name(part: ScorePart) -> Markdown:
    return escape(_SIGNAL_NAMES.get(part.name, part.name), FACT_LIMIT_CHARS)
