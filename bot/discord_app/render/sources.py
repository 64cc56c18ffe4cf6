"""The papers that a message cites or lists: their numbers, and links to them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.discord_app.render.markdown import UNTITLED, Markdown, escape, link, link_target, plain
from bot.models import MarkedText, Paper, QuotedSentence, TitleSuggestion
from bot.text.shortening import ELLIPSIS

SOURCE_LIMIT_CHARS: Final = 230
# A search address is as long as the title searched for; its beginning finds the paper too.
CITED_TITLE_LIMIT_CHARS: Final = 45


class Sources:
    """The papers of a message, numbered in the order of their first citation."""

    def __init__(
        self,
        sentences: Iterable[QuotedSentence],
        papers: Iterable[Paper],
        *,
        others: Iterable[Paper] = (),
    ) -> None:
        """Number the papers.

        Args:
            sentences: what is cited.
            papers: what is known of the papers, for the links.
            others: papers that are listed behind those, though no sentence is from them.
        """
        self._papers = {paper.paper_id: paper for paper in papers}
        self._titles = {sentence.paper_id: sentence.title for sentence in sentences}
        for paper in others:
            self._titles.setdefault(paper.paper_id, paper.title)
        self._numbers = {paper_id: place + 1 for place, paper_id in enumerate(self._titles)}

    def papers(self) -> list[TitleSuggestion]:
        """The papers, in the order of their numbers."""
        return [TitleSuggestion(paper_id, title) for paper_id, title in self._titles.items()]

    def cite(self, sentence: QuotedSentence) -> Markdown:
        """What to put behind a sentence: its paper's number, as a link to the paper."""
        number = self._numbers[sentence.paper_id]
        target = self._target(sentence.paper_id)
        return Markdown(f"\\[{number}\\]" if target is None else f"[[{number}]]({target})")

    def lines(self, limit_chars: int = SOURCE_LIMIT_CHARS) -> list[Markdown]:
        """The numbered list of sources, each title with its link within the limit."""
        return [
            Markdown(
                f"{self._numbers[paper_id]}. {self._linked_title(paper_id, title, limit_chars)}"
            )
            for paper_id, title in self._titles.items()
        ]

    def _linked_title(self, paper_id: int, title: str, limit_chars: int) -> Markdown:
        target = self._target(paper_id)
        if target is None:
            return escape(title, limit_chars) or Markdown(UNTITLED)
        return link(MarkedText(title), target, limit_chars)

    def _target(self, paper_id: int) -> str | None:
        paper = self._papers.get(paper_id)
        if paper is None:
            return None
        title = plain(paper.title, CITED_TITLE_LIMIT_CHARS).removesuffix(ELLIPSIS)
        return link_target(replace(paper, title=title).url)
