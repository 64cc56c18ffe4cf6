from datetime import date

import pytest

from bot.models import SkippedEntry
from tests.parsing.reading import load_sample, read, read_sample

HEAD = "Get trending papers in your email inbox once a day!\n"
ABSTRACT = "We ask how rivers sort their stones, and answer by walking along twelve of them. " * 4


def test_pairs_are_read() -> None:
    digest = read_sample("text_pairs.txt")
    assert (digest.format, digest.issued_on, digest.skipped) == ("text_pairs", None, ())
    assert [(entry.position, entry.line, entry.title) for entry in digest.entries] == [
        (1, 3, "Rivers as Sorting Networks"),
        (2, 5, "Counting Sheep in the E₈ Lattice"),
        (3, 7, "Bread That Rises Twice"),
    ]
    assert "10⁻⁴ seconds" in digest.entries[1].abstract


def test_what_the_page_does_not_show_is_unknown() -> None:
    for entry in read_sample("text_pairs.txt").entries:
        unknown = (entry.published_on, entry.author_count, entry.comment_count, entry.upvotes)
        assert unknown == (None, None, None, None)


def test_an_abstract_that_is_cut_off_is_kept() -> None:
    assert read_sample("text_pairs.txt").entries[-1].abstract.endswith("why the second rise is bet")


def test_the_operator_may_know_the_day() -> None:
    digest = read(load_sample("text_pairs.txt"), issued_on=date(2026, 4, 20))
    assert (digest.issued_on, digest.issued_on_is_inferred) == (date(2026, 4, 20), False)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{HEAD}Rivers\n{ABSTRACT}\nBread\n{ABSTRACT}", id="as copied"),
        pytest.param(f"{HEAD}Rivers\n\n{ABSTRACT}\n\nBread\n\n{ABSTRACT}\n", id="blank lines"),
        pytest.param(f"{HEAD}\nRivers\n{ABSTRACT}\n\n\nBread\n{ABSTRACT}\n", id="blocks"),
        pytest.param(f"{HEAD}SubscribeRivers\n{ABSTRACT}\nBread\n{ABSTRACT}", id="button"),
        pytest.param(f"{HEAD}Subscribe\nRivers\n{ABSTRACT}\nBread\n{ABSTRACT}", id="button apart"),
        pytest.param(
            f"{HEAD}Rivers\r\n{ABSTRACT}\r\nBread\r\n{ABSTRACT}\r\n", id="lines of Windows"
        ),
    ],
)
def test_pairs_may_look_a_little_different(text: str) -> None:
    digest = read(text)
    assert [entry.title for entry in digest.entries] == ["Rivers", "Bread"]
    assert {entry.abstract for entry in digest.entries} == {ABSTRACT.strip()}
    assert digest.skipped == ()


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param("Subscribers and Their Papers", "Subscribers and Their Papers", id="a word"),
        pytest.param("Subscribe to Rivers", "Subscribe to Rivers", id="a word of its own"),
        pytest.param("SubscribenGPT Flows", "nGPT Flows", id="a small letter behind the button"),
    ],
)
def test_only_the_button_is_cut_from_the_first_title(title: str, shown: str) -> None:
    assert read(f"{HEAD}{title}\n{ABSTRACT}").entries[0].title == shown


PAIRS = [f"River Number {number}\n{ABSTRACT}" for number in range(6)]


@pytest.mark.parametrize(
    ("pairs", "entry_count"),
    [
        pytest.param(PAIRS[:3], 3, id="three pairs"),
        pytest.param([*PAIRS[:2], "Moss\nWe ask how mo"], 3, id="the last abstract cut off"),
        pytest.param([*PAIRS[:5], f"Moss Grows.\n{ABSTRACT}", PAIRS[5]], 7, id="a full stop"),
        pytest.param([*PAIRS[:5], "Moss\nWe count it.", PAIRS[5]], 7, id="a short abstract"),
    ],
)
def test_regular_pairs_need_no_heading(pairs: list[str], entry_count: int) -> None:
    digest = read("\n".join(pairs))
    assert (digest.format, len(digest.entries)) == ("text_pairs", entry_count)
    assert digest.skipped == ()


def test_a_title_may_end_with_a_full_stop() -> None:
    digest = read(f"{HEAD}Rivers.\n{ABSTRACT}\nBread\n{ABSTRACT}\nMoss Grows.\n{ABSTRACT}")
    assert [entry.title for entry in digest.entries] == ["Rivers.", "Bread", "Moss Grows."]
    assert {entry.abstract for entry in digest.entries} == {ABSTRACT.strip()}
    assert digest.skipped == ()


def test_a_missing_abstract_does_not_shift_the_rest() -> None:
    digest = read(f"{HEAD}Rivers\n{ABSTRACT}\nStones\nBread\n{ABSTRACT}\nMoss")
    assert [(entry.title, bool(entry.abstract)) for entry in digest.entries] == [
        ("Rivers", True),
        ("Stones", False),
        ("Bread", True),
        ("Moss", False),
    ]
    assert digest.skipped == ()


def test_a_paragraph_too_many_is_told() -> None:
    digest = read(f"{HEAD}Rivers\n{ABSTRACT}\n{ABSTRACT}\nBread\n{ABSTRACT}")
    assert [entry.title for entry in digest.entries] == ["Rivers", "Bread"]
    reason = "an abstract, or a part of one, without a title: “We ask how rivers sort their"
    [told] = digest.skipped
    assert told == SkippedEntry(4, told.reason)
    assert told.reason.startswith(reason)
