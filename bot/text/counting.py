"""Counts in words."""


def count_of(count: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> count_of(1, "comment"), count_of(1234, "paper"), count_of(2, "query", "queries")
    ('1 comment', '1,234 papers', '2 queries')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
