"""Phrasing what was quoted: an optional layer over answers and summaries.

The quoted sentences are the answer, with or without it: whatever goes wrong here, nobody but the
log hears of it.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from bot.errors import ModelUnavailable
from bot.models import Answer, PhrasedText, QuotedSentence, Summary
from bot.services.phrasing_ports import Phraser
from bot.summarising.phrased.checking import compose_text, iter_checked, may_be_phrased
from bot.summarising.phrased.task import PhrasingTask, build_answer_task, build_summary_task

_LOG = logging.getLogger(__name__)
# A model that failed so often in a row is left alone for so long.
FAILURE_LIMIT: Final = 3
LEFT_ALONE_FOR: Final = timedelta(minutes=1)
# The same complaint is made once in this time.
COMPLAINED_FOR: Final = timedelta(hours=1)
# Of a summary's themes, so many sentences are phrased.
SUMMARY_SENTENCE_LIMIT: Final = 10


@dataclass(frozen=True, slots=True)
class Patience:
    """How a model has behaved lately.

    >>> from datetime import UTC
    >>> now_at = datetime(2026, 4, 20, 12, tzinfo=UTC)
    >>> tried = Patience().after_failure(now_at, "slow").after_failure(now_at, "slow")
    >>> tried.has_run_out(now_at), tried.after_failure(now_at, "slow").has_run_out(now_at)
    (False, True)
    """

    failure_count: int = 0  # in a row
    failed_at: datetime | None = None  # the last time
    complained_at: Mapping[str, datetime] = field(default_factory=dict)  # by what was complained of

    def has_run_out(self, now_at: datetime) -> bool:
        """Whether the model is to be left alone now; afterwards one more failure is enough."""
        return (
            self.failed_at is not None
            and self.failure_count >= FAILURE_LIMIT
            and timedelta(0) <= now_at - self.failed_at < LEFT_ALONE_FOR
        )

    def after_failure(self, now_at: datetime, complaint: str) -> "Patience":
        """What is left after one more failure."""
        complained_at = dict(self.complained_at)
        if self.is_worth_saying(now_at, complaint):
            complained_at[complaint] = now_at
        return Patience(self.failure_count + 1, now_at, complained_at)

    def after_success(self) -> "Patience":
        """All of it, but for what was complained of."""
        return Patience(complained_at=self.complained_at)

    def is_worth_saying(self, now_at: datetime, complaint: str) -> bool:
        """Whether nobody has heard the complaint lately."""
        last_at = self.complained_at.get(complaint)
        return last_at is None or now_at - last_at >= COMPLAINED_FOR


class Phrasing:
    """A phraser, and the patience that is left with it. Several threads may use it at once.

    Args:
        phraser: the model.
        now: the present instant, aware, in UTC.
    """

    def __init__(self, phraser: Phraser, now: Callable[[], datetime]) -> None:
        self._phraser = phraser
        self._now = now
        self._lock = Lock()
        self._patience = Patience()

    @property
    def model(self) -> str:
        """The model's name."""
        return self._phraser.name

    def phrase(self, task: PhrasingTask, quotes: Sequence[QuotedSentence]) -> PhrasedText | None:
        """The checked text; None where there is none, whatever the reason."""
        if self._patience.has_run_out(self._now()):
            return None
        try:
            # A text that is not read to its end is closed at once, in this thread.
            with closing(self._phraser.phrase(task.instructions, task.material)) as pieces:
                checked = list(iter_checked(pieces, quotes))
        except ModelUnavailable as error:
            self._note_failure(str(error))
            return None
        except Exception as error:  # noqa: BLE001 - a client of many libraries; quotes stand in
            self._note_failure(f"Phrasing failed unexpectedly: {type(error).__name__}.")
            return None
        with self._lock:
            self._patience = self._patience.after_success()
        text = compose_text(checked, model=self._phraser.name)
        kept = len(text.sentences) if text else 0
        _LOG.debug("Of %d phrased sentences %d are shown", len(checked), kept)
        return text

    def _note_failure(self, complaint: str) -> None:
        now_at = self._now()
        with self._lock:
            is_worth_saying = self._patience.is_worth_saying(now_at, complaint)
            self._patience = self._patience.after_failure(now_at, complaint)
            has_run_out = self._patience.has_run_out(now_at)
        if is_worth_saying:
            rest = " It is left alone for a minute." if has_run_out else ""
            _LOG.warning("Answers are quoted, not phrased. %s%s", complaint, rest)


def phrase_answer(phrasing: Phrasing, answer: Answer) -> PhrasedText | None:
    """The answer's quoted sentences in a model's words; None where only the quotes are to be shown.

    Raises nothing. Takes as long as the phraser's time-out at most.
    """
    if not may_be_phrased(answer.sentences):
        return None
    question = answer.corrected_question or answer.question
    return phrasing.phrase(build_answer_task(question, answer.sentences), answer.sentences)


def phrase_summary(phrasing: Phrasing, summary: Summary) -> PhrasedText | None:
    """One paragraph on what the themes' sentences say; like `phrase_answer`."""
    quotes = _choose_quotes(summary)
    if not may_be_phrased(quotes):
        return None
    topic = summary.corrected_topic or summary.topic
    return phrasing.phrase(build_summary_task(topic, quotes), quotes)


def _choose_quotes(summary: Summary) -> tuple[QuotedSentence, ...]:
    """Of each theme the first sentence, then the second ones, as far as there is room."""
    longest = max((len(theme.sentences) for theme in summary.themes), default=0)
    chosen = [
        theme.sentences[place]
        for place in range(longest)
        for theme in summary.themes
        if place < len(theme.sentences)
    ][:SUMMARY_SENTENCE_LIMIT]
    return tuple(
        sentence for theme in summary.themes for sentence in theme.sentences if sentence in chosen
    )
