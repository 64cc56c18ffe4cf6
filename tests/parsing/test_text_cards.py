from datetime import date

import pytest

from bot.models import DigestEntry, Organization, SkippedEntry
from tests.parsing.reading import load_sample, read, read_sample

HEAD = load_sample("text_cards.txt").partition("Night Owls")[0]
ABSTRACT = (
    "We present an owl that hunts at night, and show that it needs neither a moon nor a map to do "
    "so. On ten barns it catches more than any cat."
)
FOOT = "  • 6 authors\n·\nMar 5 2"
OWLS = f"Owls Need No Moon\n\n{ABSTRACT}\n\n{FOOT}\n\n"


def facts(entry: DigestEntry) -> tuple[object, ...]:
    return entry.published_on, entry.author_count, entry.organization, entry.comment_count


def test_a_page_is_read_with_all_that_it_shows() -> None:
    digest = read_sample("text_cards.txt")
    assert digest.format == "text_cards"
    assert digest.skipped == ()
    assert [(entry.position, entry.line, entry.title) for entry in digest.entries] == [
        (1, 13, "Night Owls: Few-Shot Hunting in the Dark"),
        (2, 21, "Lanterns & Moths: Attraction Without Gradients"),
        (3, 29, "A Field Guide to Foxes That Forgot Their Dens"),
        (4, 33, "The Slow Hedgehog Hypothesis"),
    ]
    assert [facts(entry) for entry in digest.entries] == [
        (date(2026, 3, 5), 6, None, 0),
        (date(2025, 8, 21), None, Organization("nvidia", "NVIDIA"), 2),
        (None, None, None, None),
        (date(2023, 12, 11), 1, None, 12),
    ]


def test_years_are_marked_as_inferred_where_the_page_hides_them() -> None:
    digest = read_sample("text_cards.txt")
    assert (digest.issued_on, digest.issued_on_is_inferred) == (date(2026, 4, 14), True)
    inferred = [entry.published_on_is_inferred for entry in digest.entries]
    assert inferred == [True, False, False, False]


def test_the_operators_day_makes_years_certain() -> None:
    digest = read(load_sample("text_cards.txt"), issued_on=date(2025, 4, 15))
    assert (digest.issued_on, digest.issued_on_is_inferred) == (date(2025, 4, 15), False)
    owls = digest.entries[0]
    assert (owls.published_on, owls.published_on_is_inferred) == (date(2025, 3, 5), False)


def test_texts_are_repaired_for_display_and_kept_as_received() -> None:
    owls, moths, *_ = read_sample("text_cards.txt").entries
    assert "2.7× more mice" in owls.abstract
    assert "≤ 4 watts" in owls.abstract
    assert owls.abstract.endswith("at https://example.org/night-owls.")
    assert "2.7times" in owls.abstract_received
    assert moths.title_received == r"Lanterns \& Moths: Attraction Without Gradients"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + OWLS, id="as saved"),
        pytest.param((HEAD + OWLS).rstrip(), id="no end of line at the end"),
        pytest.param("\ufeff" + (HEAD + OWLS).replace("\n", "\r\n"), id="from Windows"),
        pytest.param((HEAD + OWLS).replace("\n", "\n\n"), id="twice as many blank lines"),
        pytest.param((HEAD + OWLS).replace(" ", "\xa0"), id="no-break spaces"),
        pytest.param((HEAD + OWLS).replace("\n\n", "\n"), id="no blank lines at all"),
        pytest.param(HEAD + "\n" + OWLS.replace("·\n", ""), id="no dot"),
        pytest.param("Apr 14\n\n" + HEAD.replace("Apr 14\n", "") + OWLS, id="day above headings"),
        pytest.param("Models\n\nDatasets\n\n" + HEAD + OWLS, id="a menu above"),
        pytest.param("Apr 14\n\n" + OWLS, id="no headings"),
        pytest.param(HEAD + "Results for owls\n\n" + OWLS, id="a line of the page above"),
        pytest.param(HEAD + OWLS + "Previous\n\n1\n\n2\n\nNext", id="the page's foot below"),
        pytest.param(HEAD + OWLS.replace("\n\n", "\n \t\n"), id="blank lines with spaces"),
        pytest.param(HEAD + OWLS.replace("\n·\n", " · "), id="a foot on one line"),
        pytest.param(HEAD + OWLS.replace("·\n", "· "), id="dot and day on one line"),
        pytest.param(HEAD + OWLS.replace("Mar 5 2", "Mar 5\n2"), id="comments on the next line"),
        pytest.param((HEAD + OWLS).rstrip().replace("Mar 5 2", "Mar 5\n2"), id="and no end"),
        pytest.param(HEAD + OWLS.replace("•", "•\n"), id="a bullet on a line of its own"),
    ],
)
def test_a_page_may_look_a_little_different(text: str) -> None:
    digest = read(text, today=date(2026, 4, 14))
    assert digest.issued_on == date(2026, 4, 14)
    [entry] = digest.entries
    assert (entry.title, entry.abstract) == ("Owls Need No Moon", ABSTRACT)
    assert facts(entry) == (date(2026, 3, 5), 6, None, 2)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param(HEAD, [], id="no results"),
        pytest.param(HEAD.replace("Apr 14\n", "") + OWLS, ["Owls Need No Moon"], id="no day"),
        pytest.param(
            HEAD + f"Foxes\n\n{ABSTRACT}\n\n" + OWLS,
            ["Foxes", "Owls Need No Moon"],
            id="a card without a foot",
        ),
        pytest.param(
            HEAD + OWLS + f"Foxes\n\n{ABSTRACT}\n\n",
            ["Owls Need No Moon", "Foxes"],
            id="a last card without a foot",
        ),
        pytest.param(
            HEAD + f"Foxes\n\n{ABSTRACT}\n\n" + OWLS.replace("Moon", "Moon, and Never Did.", 1),
            ["Foxes", "Owls Need No Moon, and Never Did."],
            id="a title with a full stop below a card without a foot",
        ),
        pytest.param(
            HEAD + f"Foxes\n\n{FOOT}\n\n" + OWLS,
            ["Foxes", "Owls Need No Moon"],
            id="a card without an abstract",
        ),
        pytest.param(
            HEAD + f"Foxes\n\n{ABSTRACT}\n\n  • 3 authors\n\n" + OWLS,
            ["Foxes", "Owls Need No Moon"],
            id="a card without a day",
        ),
        pytest.param(
            HEAD + "Foxes\n·\nMar 7\n\n" + OWLS,
            ["Foxes", "Owls Need No Moon"],
            id="a card with nothing but title and day",
        ),
    ],
)
def test_cards_may_lack_parts(text: str, titles: list[str]) -> None:
    digest = read(text)
    assert [entry.title for entry in digest.entries] == titles
    assert digest.skipped == ()


def test_an_abstract_may_have_several_paragraphs() -> None:
    paragraphs = [ABSTRACT, "Code: https://example.org/owls", ABSTRACT, "No owl was harmed"]
    card = "\n\n".join(["Owls", *paragraphs, FOOT])
    [entry] = read(HEAD + card).entries
    assert entry.abstract == " ".join(paragraphs)
    assert entry.abstract_received == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    ("line", "organization"),
    [
        pytest.param("owlery", Organization("owlery", "owlery"), id="one word is its own name"),
        pytest.param("  • nest The Nest", Organization("nest", "The Nest"), id="a bullet"),
        pytest.param("  •\xa0nest Nest Inc.", Organization("nest", "Nest Inc."), id="full stop"),
        pytest.param("* nest Nest", Organization("nest", "Nest"), id="a star for a bullet"),
        pytest.param("eule Große Eule", Organization("eule", "Große Eule"), id="no bullet"),
    ],
)
@pytest.mark.parametrize("dot", ["\n·\n", "\n\n·\n\n", " · "])
def test_an_organisation_stands_in_the_authors_place(
    line: str, dot: str, organization: Organization
) -> None:
    [entry] = read(HEAD + OWLS.replace("  • 6 authors\n·\n", line + dot)).entries
    assert facts(entry) == (date(2026, 3, 5), None, organization, 2)
    assert entry.abstract == ABSTRACT


@pytest.mark.parametrize(
    ("day", "comment_count", "reason"),
    [
        pytest.param(
            "2 days ago",
            None,
            "expected a day such as “Mar 5”: “2 days ago”; its paper is kept without a date",
            id="no day",
        ),
        pytest.param(
            "Feb 30 3",
            3,
            "there is no such day: “Feb 30 3”; its paper is kept without a date",
            id="a day that does not exist",
        ),
    ],
)
def test_a_day_that_cannot_be_read_is_told(
    day: str, comment_count: int | None, reason: str
) -> None:
    digest = read(HEAD + OWLS.replace("Mar 5 2", day))
    [entry] = digest.entries
    assert facts(entry) == (None, 6, None, comment_count)
    assert not entry.published_on_is_inferred
    assert digest.skipped == (SkippedEntry(19, reason),)


@pytest.mark.parametrize(
    ("text", "skipped"),
    [
        pytest.param(
            HEAD + f"{FOOT}\n\n" + OWLS,
            SkippedEntry(13, "authors or date without a title above them"),
            id="a foot without a card",
        ),
        pytest.param(
            HEAD + f"{ABSTRACT} {ABSTRACT} {ABSTRACT}\n\n{FOOT}\n\n" + OWLS,
            SkippedEntry(13, "an abstract without a title: “We present an owl that hunts at night"),
            id="an abstract without a title",
        ),
        pytest.param(
            HEAD + OWLS + "Company\n\n© Everybody\n\nPrivacy",
            SkippedEntry(
                21, "neither abstract nor date, so no paper: “Company / © Everybody / Privacy”"
            ),
            id="the page's small print",
        ),
        pytest.param(
            HEAD + OWLS + f"Foxes\n\n{ABSTRACT}\n\nNext",
            SkippedEntry(25, "text below the papers: “Next”"),
            id="small print below a card without a foot",
        ),
        pytest.param(
            "Models\n\n" + HEAD + OWLS,
            SkippedEntry(1, "text above the page's day: “Models”"),
            id="a menu",
        ),
    ],
)
def test_what_belongs_to_no_card_is_told(text: str, skipped: SkippedEntry) -> None:
    digest = read(text)
    assert "Owls Need No Moon" in [entry.title for entry in digest.entries]
    [told] = digest.skipped
    assert told.line == skipped.line
    assert told.reason.startswith(skipped.reason)
