"""A language model's words: what they rest on stands behind each sentence, and whose they are."""

from typing import Final

from bot.discord_app.render.markdown import Markdown, escape, plain, stack
from bot.discord_app.render.phrases import SEPARATOR, room_beside, small
from bot.discord_app.render.sources import Sources
from bot.models import PhrasedText, QuotedSentence

PHRASED_SENTENCE_LIMIT_CHARS: Final = 600
QUOTE_LIMIT_CHARS: Final = 400
MODEL_LIMIT_CHARS: Final = 80
NAMELESS: Final = "a model without name"


def render_phrased(text: PhrasedText, sources: Sources, limit_chars: int) -> Markdown:
    """The sentences as one paragraph, each followed by the numbers of its papers.

    Args:
        text: the checked sentences.
        sources: numbers all papers that they rest on.
        limit_chars: later sentences are left out beyond it.
    """
    said = []
    for sentence in text.sentences:
        cited = {quote.paper_id: quote for quote in sentence.quotes}.values()
        citations = "".join(sources.cite(quote) for quote in cited)
        said.append(Markdown(f"{escape(sentence.text, PHRASED_SENTENCE_LIMIT_CHARS)} {citations}"))
    paragraph, _ = stack(said, limit_chars, " ")
    return paragraph


def render_small_quotes(quotes: tuple[QuotedSentence, ...], sources: Sources) -> list[Markdown]:
    """The sentences as they stand in the papers, one a line, in small grey type."""
    lines = []
    for quote in quotes:
        citation = sources.cite(quote)
        room = room_beside(QUOTE_LIMIT_CHARS, citation)
        lines.append(small(f"“{escape(quote.text, room)}” {citation}"))
    return lines


def say_phrased_by(text: PhrasedText) -> str:
    """For a footer, where no markdown is parsed: that a model phrased it, and which."""
    return f"{SEPARATOR}AI-phrased by {plain(text.model, MODEL_LIMIT_CHARS) or NAMELESS}"
