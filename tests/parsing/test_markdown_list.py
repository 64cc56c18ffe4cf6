"""Markdown: lists that people keep, and pages that browsers save."""

from datetime import date

import pytest

from bot.models import DigestEntry, Organization
from tests.parsing.reading import read, read_sample

LINK = "https://arxiv.org/abs/2602.00001"


def read_one(text: str) -> DigestEntry:
    digest = read(text)
    assert digest.format == "markdown_list"
    [entry] = digest.entries
    return entry


def test_a_kept_list_is_read() -> None:
    digest = read_sample("list.md")
    glass, mirrors, forgetting = digest.entries
    assert digest.issued_on == date(2026, 2, 3)
    assert glass.abstract.startswith("Robots bump into glass.")
    assert glass.code_url == "https://github.com/example/glass"
    assert (mirrors.title, mirrors.arxiv_id) == ("Mirrors That Lie: A Benchmark", "2602.00102")
    assert mirrors.abstract == "Mirrors lie to every robot. We count how often."
    assert (forgetting.authors, forgetting.upvotes) == (("Mo Mory", "Lee Thee"), 9)
    assert forgetting.published_on == date(2026, 2, 1)


def test_what_links_to_no_paper_is_told() -> None:
    reasons = [skipped.reason for skipped in read_sample("list.md").skipped]
    assert reasons == [
        "a list item without a link to a paper: “Our meeting notes”",
        "a heading without a link to a paper: “A heading that links nowhere”",
    ]


def test_a_saved_page_is_read() -> None:
    digest = read_sample("saved_page.md")
    bridges, reeds, puddles = digest.entries
    assert (digest.issued_on, digest.issued_on_is_inferred) == (date(2026, 6, 3), True)
    assert (bridges.upvotes, bridges.comment_count) == (34, 6)
    assert bridges.organization == Organization("Beihang", "Beihang University")
    assert (bridges.published_on, bridges.published_on_is_inferred) == (date(2026, 6, 1), True)
    assert (reeds.title, reeds.upvotes) == ("A* in the Reeds", 1205)
    assert reeds.organization == Organization("reedlab", "Reed Lab")
    assert (reeds.published_on, reeds.published_on_is_inferred) == (date(2025, 12, 30), False)
    assert (puddles.upvotes, puddles.comment_count, puddles.author_count) == (8, 0, 18)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        pytest.param(f"## [Owls]({LINK})", "Owls", id="a heading"),
        pytest.param(f"1. [Owls]({LINK})", "Owls", id="a numbered item"),
        pytest.param(f"* **[Owls]({LINK})** (NeurIPS)", "Owls", id="bold, with a venue"),
        pytest.param(f"- Owls [[pdf]]({LINK})", "Owls", id="the link says pdf"),
        pytest.param(f"- Owls, [arXiv:2602.00001]({LINK})", "Owls", id="the link says its id"),
        pytest.param(f"- [Owls [and] mice]({LINK})", "Owls [and] mice", id="brackets inside"),
        pytest.param(f"- [x\\_y and \\*z\\*]({LINK})", "x_y and *z*", id="escaped in pairs"),
        pytest.param(f"- [**A\\***]({LINK})", "A*", id="escaped before the bold ends"),
        pytest.param(f"- [Owls: 3\\*4]({LINK} 'a title')", "Owls: 3*4", id="escaped, with a hint"),
    ],
)
def test_a_title_is_found(line: str, title: str) -> None:
    entry = read_one(line)
    assert (entry.title, entry.arxiv_id, entry.abstract) == (title, "2602.00001", "")


def test_an_abstract_stands_behind_the_title_or_below() -> None:
    assert (
        read_one(f"- [Owls]({LINK}): Owls hunt by ear alone.").abstract == "Owls hunt by ear alone."
    )
    assert read_one(f"- [Owls]({LINK})\n\n  Owls *hunt*\n  by ear.").abstract == "Owls hunt by ear."


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        pytest.param("Jun 1, 2025 [6](/papers/2602.00001#community)", (None, 6), id="one line"),
        pytest.param("Jun 1, 2025\n[6](/papers/2602.00001#community)", (None, 6), id="two lines"),
        pytest.param("Jun 1, 2025\n\n[6](/papers/2602.00001#community)", (None, 6), id="apart"),
        pytest.param("-   ·\n\nJun 1, 2025", (None, 0), id="the dot in a list"),
        pytest.param("• [3 authors](/papers/2602.00001)\n·\nJun 1, 2025", (3, 0), id="a link"),
        pytest.param(
            "Jun 1, 2025\n\n[Back](/papers?p=0)\n[Next](/papers?p=2)", (None, 0), id="pager"
        ),
    ],
)
def test_a_saved_card_ends_with_authors_day_and_comments(
    lines: str, facts: tuple[int | None, int]
) -> None:
    owls, mice = read(
        f"### [Owls](/papers/2602.00001)\n\nOwls hunt.\n\n{lines}\n\n### [Mice](/papers/2602.00002)"
    ).entries
    assert owls.abstract == "Owls hunt."
    assert (owls.author_count, owls.comment_count) == facts
    assert owls.published_on == date(2025, 6, 1)
    assert mice.upvotes is None


@pytest.mark.parametrize(
    ("text", "upvotes"),
    [
        pytest.param("7\n\n## [A]({0}1)\n\n8\n\n## [B]({0}2)", [7, 8], id="above"),
        pytest.param("- [ ] 7\n\n## [A]({0}1)\n\n- [ ] 8\n\n## [B]({0}2)", [7, 8], id="boxes"),
        pytest.param("## [A]({0}1)\n\n▲ 7\n\n## [B]({0}2)\n\n▲ 8", [7, 8], id="below"),
        pytest.param("- [A]({0}1) (▲ 7)\n- [B]({0}2) — 8 ▲", [7, 8], id="behind, with arrows"),
        pytest.param("- [A]({0}1) (7 upvotes)\n- [B]({0}2) (NeurIPS)", [7, None], id="words"),
    ],
)
def test_upvotes_stand_on_any_side_of_a_title(text: str, upvotes: list[int | None]) -> None:
    entries = read(text.format("https://arxiv.org/abs/2602.0000")).entries
    assert [entry.upvotes for entry in entries] == upvotes
    assert {entry.abstract for entry in entries} == {""}


def test_a_folded_abstract_is_read() -> None:
    fold = "<details>\n<summary>Abstract</summary>\n\nOwls hunt.\n\n</details>"
    assert read_one(f"- [Owls]({LINK})\n\n{fold}").abstract == "Owls hunt."
    assert read_one(f'- [Owls]({LINK})\n  **Abstract:** "Hoot" say owls.').abstract == (
        '"Hoot" say owls.'
    )


def test_links_in_running_text_are_no_papers() -> None:
    entry = read_one(
        f"## [Owls]({LINK})\n\nThey differ from [Mice](https://arxiv.org/abs/2602.00009)."
    )
    assert entry.abstract == "They differ from Mice."


@pytest.mark.parametrize(
    ("issued_on", "expected"),
    [
        pytest.param(
            None,
            (date(2024, 1, 2), [(date(2023, 12, 30), True), (date(2024, 1, 1), True)]),
            id="the list tells the year",
        ),
        pytest.param(
            date(2025, 1, 3),
            (date(2025, 1, 3), [(date(2024, 12, 30), True), (date(2025, 1, 1), False)]),
            id="the operator tells another",
        ),
    ],
)
def test_the_day_above_a_list_tells_the_years_of_its_papers(
    issued_on: date | None, expected: tuple[date, list[tuple[date, bool]]]
) -> None:
    owls = f"## [Owls]({LINK})\n\nDec 30"
    reeds = "## [Reeds](https://arxiv.org/abs/2602.00002)\n\nJan 1"
    text = f"# Papers of 2024-01-02\n\n{owls}\n\n{reeds}\n"
    digest = read(text, issued_on=issued_on)
    days = [(entry.published_on, entry.published_on_is_inferred) for entry in digest.entries]
    assert (digest.issued_on, days) == expected
    assert not digest.issued_on_is_inferred
