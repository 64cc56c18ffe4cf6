"""An answer: quoted sentences, each with its source; or plainly that the index holds none."""

from collections.abc import Sequence
from typing import Final

from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS, TITLE_LIMIT_CHARS
from bot.discord_app.render.markdown import UNTITLED, Markdown, escape, stack
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.open_menu import open_menu_rows
from bot.discord_app.render.paper_lines import paper_lines
from bot.discord_app.render.phrased_text import (
    render_phrased,
    render_small_quotes,
    say_phrased_by,
)
from bot.discord_app.render.phrases import bold, room_beside, say_count, say_coverage, small
from bot.discord_app.render.reply import PLAIN_COLOUR, SUMMARY_COLOUR, Card, Reply
from bot.discord_app.render.sources import Sources
from bot.models import Answer, Paper, PhrasedText, QuotedSentence, TitleSuggestion
from bot.services.answer_wording import describe_makers, describe_period

CORRECTED_LIMIT_CHARS: Final = 300
SUBJECT_LIMIT_CHARS: Final = 200
PERIOD_LIMIT_CHARS: Final = 150
MAKERS_LIMIT_CHARS: Final = 500
SENTENCE_LIMIT_CHARS: Final = 700
NEAREST_PAPER_LIMIT_CHARS: Final = 500
GAP: Final = "\n\n"
# What the footer of every answer begins with; by it a card is known again as an answer.
ANSWERED: Final = "Answer "
NOT_ANSWERED: Final = "No answer "
NEAREST: Final = Markdown("**What comes nearest**")
WHAT_TO_TRY: Final = Markdown(
    "Try the words that an abstract would use, or look around with /search."
)


def render_answer(answer: Answer, phrased: PhrasedText | None = None) -> Reply:
    """The sentences in their order and where they stand; or that nothing says it, and what to try.

    The heading is the question, so that it can be read again from the card. What a language model
    made of the sentences comes before them, and they are in small type then.
    """
    if not answer.is_answered:
        return _render_no_answer(answer)
    sources = Sources(answer.sentences, answer.papers)
    remarks = [
        *_say_corrected(answer),
        *_say_period(answer),
        *_say_subject(answer),
        *_say_makers(answer),
    ]
    listed, _ = stack([Markdown("**Sources**"), *sources.lines()], DESCRIPTION_LIMIT_CHARS // 2)
    room = room_beside(DESCRIPTION_LIMIT_CHARS, listed, *remarks) - len(GAP) * (len(remarks) + 1)
    share = room // len(answer.sentences) - len(GAP)
    blocks = [Markdown("\n".join(remarks))] if remarks else []
    if phrased is None:
        blocks += [*(_quote(each, sources, share) for each in answer.sentences), listed]
    else:
        paragraph = render_phrased(phrased, sources, room - len(GAP))
        quotes = render_small_quotes(answer.sentences, sources)
        blocks += [paragraph, listed, *_join_fitting(quotes, [*blocks, paragraph, listed])]
    description, _ = stack(blocks, DESCRIPTION_LIMIT_CHARS, GAP)
    card = Card(
        title=_heading(answer),
        description=description,
        footer=f"{ANSWERED}{say_coverage(answer.coverage)}"
        f"{say_phrased_by(phrased) if phrased else ''}",
        colour=SUMMARY_COLOUR,
    )
    return Reply(cards=(card,), rows=open_menu_rows(sources.papers(), first_number=1))


def _join_fitting(lines: Sequence[Markdown], beside: Sequence[Markdown]) -> list[Markdown]:
    """One block of as many of the lines as there is room for beside the other blocks."""
    room = room_beside(DESCRIPTION_LIMIT_CHARS, *beside) - len(GAP) * len(beside)
    joined, _ = stack(lines, room)
    return [joined] if joined else []


def _heading(answer: Answer) -> Markdown:
    return escape(answer.question, TITLE_LIMIT_CHARS) or Markdown("A question")


def _say_corrected(answer: Answer) -> list[Markdown]:
    if answer.corrected_question is None:
        return []
    return [small(f"Answering {bold(escape(answer.corrected_question, CORRECTED_LIMIT_CHARS))}")]


def _say_period(answer: Answer) -> list[Markdown]:
    """Which papers count, where the question says when."""
    period = describe_period(answer)
    return [] if period is None else [small(escape(period, PERIOD_LIMIT_CHARS))]


def _say_makers(answer: Answer) -> list[Markdown]:
    """Which organisations stand behind the papers, where that was asked."""
    makers = describe_makers(answer)
    return [] if makers is None else [bold(escape(makers, MAKERS_LIMIT_CHARS))]


def _say_subject(answer: Answer) -> list[Markdown]:
    """Whose sentences these are, where one paper was asked about; and where it does not say it."""
    if answer.subject is None:
        return []
    title = _title(answer.subject)
    cited = {sentence.paper_id for sentence in answer.sentences}
    if answer.subject.paper_id in cited:
        beside = " and others" if len(cited) > 1 else ""
        return [small(f"About “{title}”{beside}")]
    return [small(f"The abstract of “{title}” does not say it; {_say_others(cited)}:")]


def _say_others(cited: set[int]) -> str:
    return "another paper does" if len(cited) == 1 else "others do"


def _title(paper: Paper) -> Markdown:
    return escape(paper.title, SUBJECT_LIMIT_CHARS) or Markdown(UNTITLED)


def _quote(sentence: QuotedSentence, sources: Sources, room_chars: int) -> Markdown:
    citation = sources.cite(sentence)
    room = room_beside(room_chars, "“” ", citation)
    return Markdown(f"“{escape(sentence.text, min(room, SENTENCE_LIMIT_CHARS))}” {citation}")


def _render_no_answer(answer: Answer) -> Reply:
    nearest = [TitleSuggestion(paper.paper_id, paper.title) for paper in answer.nearest]
    card = Card(
        title=_heading(answer),
        description=_say_no_answer(answer),
        footer=f"{NOT_ANSWERED}{say_coverage(answer.coverage)}",
        colour=PLAIN_COLOUR,
    )
    return Reply(cards=(card,), rows=open_menu_rows(nearest, first_number=1))


def _say_no_answer(answer: Answer) -> Markdown:
    if answer.coverage.paper_count == 0:
        return EMPTY_INDEX
    remarks = [*_say_corrected(answer), *_say_period(answer), *_say_makers(answer)]
    said = Markdown("\n".join([*remarks, _say_nothing(answer), WHAT_TO_TRY]))
    if not answer.nearest:
        return said
    blocks = [said, NEAREST]
    room = room_beside(DESCRIPTION_LIMIT_CHARS, *blocks) - len(GAP) * len(blocks)
    share = room // len(answer.nearest) - len(GAP)
    papers = [
        paper_lines(paper, number, room_chars=min(share, NEAREST_PAPER_LIMIT_CHARS))
        for number, paper in enumerate(answer.nearest, 1)
    ]
    description, _ = stack([*blocks, *papers], DESCRIPTION_LIMIT_CHARS, GAP)
    return description


def _say_nothing(answer: Answer) -> Markdown:
    """That no paper says it, and first of all not the one that was asked about."""
    count = answer.coverage.paper_count
    if answer.subject is None:
        if count == 1:
            return Markdown("The one indexed paper does not say it.")
        return Markdown(f"Nothing in the {say_count(count, 'indexed paper')} says it.")
    own = f"The abstract of “{_title(answer.subject)}” does not say it"
    return Markdown(f"{own}." if count == 1 else f"{own}, nor do the {count - 1:,} other papers.")
