"""Counts in words."""


def count_of(count: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> count_of(1, "comment"), count_of(1234, "paper"), count_of(2, "query", "queries")
    ('1 comment', '1,234 papers', '2 queries')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def change_of(before: int, after: int, noun: str) -> str:
    """What a number was and what it is; once where that is the same.

    >>> change_of(12, 38, "upvote"), change_of(0, 1, "comment"), change_of(2, 2, "comment")
    ('12 → 38 upvotes', '0 → 1 comment', '2 comments')
    """
    return count_of(after, noun) if before == after else f"{before:,} → {count_of(after, noun)}"


def times_of(count: int) -> str:
    """How often.

    >>> times_of(1), times_of(2), times_of(5)
    ('once', 'twice', '5 times')
    """
    return {1: "once", 2: "twice"}.get(count) or count_of(count, "time")
