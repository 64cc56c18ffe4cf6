"""Typing errors, made by chance: what people do to the words of a query."""

import random
import re

from bot.text.words import STOP_WORDS

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Words that people mistype and that tell something: of four letters or more, without digits.
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{4,}(?![^\W_])")


def slip(word: str, rng: random.Random) -> str:
    """The word with one insertion, deletion, substitution or swap of neighbours; never itself."""
    while True:
        place = rng.randrange(len(word))
        before, letter, after = word[:place], word[place], word[place + 1 :]
        slipped = rng.choice(
            (
                before + rng.choice(_LETTERS) + letter + after,
                before + after,
                before + rng.choice(_LETTERS) + after,
                before + after[:1] + letter + after[1:],
            )
        )
        if slipped != word:
            return slipped


def misspell_share(text: str, share: float, rng: random.Random) -> str:
    """The text with a slip in each content word of four letters or more, with that chance."""
    return _misspell(text, {span for span in _content_spans(text) if rng.random() < share}, rng)


def misspell_words(text: str, count: int, rng: random.Random) -> str:
    """The text with a slip in so many of its content words, or in all where it has fewer."""
    spans = _content_spans(text)
    return _misspell(text, set(rng.sample(spans, min(count, len(spans)))), rng)


def _content_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text) if match[0].casefold() not in STOP_WORDS]


def _misspell(text: str, spans: set[tuple[int, int]], rng: random.Random) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + slip(text[start:end], rng) + text[end:]
    return text
