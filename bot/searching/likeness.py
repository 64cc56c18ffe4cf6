"""Likeness: how well what somebody calls a paper fits its title."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.text.words import STOP_WORDS, fold_word_parts

# From 0 to 100, higher is better. What is not the title, its name or a run of its words is rated
# by rapidfuzz's ratio, and stays below those.
WHOLE_TITLE = 100.0
NAME_OF_TITLE = 99.0
BEGINNING_OF_TITLE = 98.0
RUN_OF_TITLE = 96.0
MOST_FOR_SLIPS = 95.0
# A misspelt part of a title is a little less certain than a misspelt whole one.
_SHARE_FOR_PARTS = 0.97


def rate_likeness(typed: str, title: str) -> float:
    """How well the typed words fit the title, spaces and signs apart.

    The name is what stands before a title's colon. Words fit only whole: "Atom" is no part of
    "Atomic World Knowledge".

    >>> rate_likeness("flash attention 4", "FlashAttention-4: Kernel Pipelining")
    99.0
    >>> rate_likeness("atom", "WorldVQA: Measuring Atomic World Knowledge") < 80
    True
    """
    wanted = "".join(fold_word_parts(typed))
    words = fold_word_parts(title)
    if not wanted or not words:
        return 0.0
    if wanted == "".join(words):
        return WHOLE_TITLE
    name = "".join(fold_word_parts(title.partition(":")[0])) if ":" in title else ""
    if wanted == name:
        return NAME_OF_TITLE
    if STOP_WORDS.issuperset(fold_word_parts(typed)):
        return 0.0
    start = _find_run(words, wanted)
    if start is not None:
        return RUN_OF_TITLE if start else BEGINNING_OF_TITLE
    return min(MOST_FOR_SLIPS, _rate_slips(wanted, words, name, len(fold_word_parts(typed))))


def _find_run(words: Sequence[str], wanted: str) -> int | None:
    """Where a run of whole words begins that reads as wanted; None where there is none."""
    for start in range(len(words)):
        run = ""
        for word in words[start:]:
            run += word
            if run == wanted:
                return start
            if not wanted.startswith(run):
                break
    return None


def _rate_slips(wanted: str, words: Sequence[str], name: str, word_count: int) -> float:
    """The best of whole title, name, and runs of as many words, each with its slips."""
    runs = ["".join(words[start : start + word_count]) for start in range(len(words))]
    parts = [run for run in (*runs, name) if run]
    best_part = max(fuzz.ratio(wanted, part) for part in parts)
    return max(fuzz.ratio(wanted, "".join(words)), _SHARE_FOR_PARTS * best_part)
