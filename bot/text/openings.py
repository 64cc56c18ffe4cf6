"""Openings: how a text begins where people read it."""


def capitalise(text: str) -> str:
    """The text with a capital where it begins with a common word in lower case.

    A part of a sentence is stored as it stands there; shown alone, it begins like a sentence.
    Names such as vLLM, k-means and e3nn stay as they are.

    >>> capitalise("we propose a cache."), capitalise("vLLM serves models.")
    ('We propose a cache.', 'vLLM serves models.')
    """
    word = text.split(maxsplit=1)[0].rstrip(",;:.!?") if text[:1].islower() else ""
    if not (word.isalpha() and word.islower()):
        return text
    first = text[0].upper()
    return first + text[1:] if len(first) == 1 else text
