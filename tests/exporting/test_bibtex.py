import re
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from bot.exporting.bibtex import iter_bibtex
from bot.models import Organization, Paper
from bot.text.white_space import replace_surrogates, squeeze
from tests.builders import make_paper
from tests.discord_app.render import records

NASTY = [
    "{", "}", "{{", "}}", "\\", "\\{", "\\}", "\\\\", "%", "&", "#", "@", "$", "_", "~", "^", '"',
    "'", ",", ";", "=", " and ", "and", "others", " , , , ", "@misc{x,", "\n", "\x00", "\u2028",
    "\ud83d", "é", "漢字", "𝔘", "e\u0301", "-", ".", "Jr.", "von", "{bf 1}", "\\textit{",
    "$\\alpha$",
]  # fmt: skip
nasty_texts = st.lists(
    st.one_of(st.sampled_from(NASTY), st.text(max_size=8), st.sampled_from(["Ann", "lee", "KV"])),
    max_size=8,
).map("".join)
nasty_papers = st.builds(
    make_paper,
    paper_id=records.paper_ids,
    title=nasty_texts,
    arxiv_id=st.none() | st.just("2604.00001") | st.just("math/0211159"),
    published_on=st.none() | records.days,
    published_on_is_inferred=st.booleans(),
    authors=st.lists(nasty_texts, max_size=4).map(tuple),
    author_count=st.none() | st.integers(0, 99),
    organization=st.none() | st.builds(Organization, nasty_texts, nasty_texts),
)


def read(*papers: Paper) -> BibliographyData:
    text = "\n".join(iter_bibtex(papers))
    return parse_string(text.encode().decode(), "bibtex")


def write(**facts: Any) -> str:
    [entry] = iter_bibtex([make_paper(**facts)])
    return entry


def test_all_that_is_known_is_told() -> None:
    entry = write(
        title="Attention Is All You Need",
        arxiv_id="1706.03762",
        authors=("Ashish Vaswani", "Noam Shazeer"),
        author_count=8,
        published_on=date(2017, 6, 12),
    )

    assert entry == (
        "@misc{vaswani2017attention,\n"
        "  title = {{Attention Is All You Need}},\n"
        "  author = {Ashish Vaswani and Noam Shazeer and others},\n"
        "  year = {2017},\n"
        "  month = jun,\n"
        "  eprint = {1706.03762},\n"
        "  archiveprefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/1706.03762},\n"
        "}\n"
    )


def test_what_is_unknown_has_no_field() -> None:
    [entry] = read(make_paper(title="The Small Caches")).entries.values()

    assert entry.key == "papersmall"
    assert dict(entry.fields) == {
        "title": "{The Small Caches}",
        "url": "https://huggingface.co/papers?q=The%20Small%20Caches",
    }
    assert not entry.persons


@pytest.mark.parametrize(
    ("facts", "authors"),
    [
        pytest.param({"authors": ("Ann Lee",), "author_count": 1}, ["Lee, Ann"], id="all names"),
        pytest.param(
            {"authors": ("Ann Lee",), "author_count": 3}, ["Lee, Ann", "others"], id="more authors"
        ),
        pytest.param(
            {"organization": Organization("nvidia", "NVIDIA"), "author_count": 3},
            ["{NVIDIA}"],
            id="an organisation stands for names that are unknown",
        ),
        pytest.param({"author_count": 3}, [], id="only a number"),
        pytest.param(
            {"authors": ("Search and Rescue Lab", "Lee, Ann, Jr., PhD", "Others", " ", "R2")},
            ["{Search and Rescue Lab}", "{Lee, Ann, Jr., PhD}", "{Others}", "{R2}"],
            id="what is no personal name stays whole",
        ),
        pytest.param({"authors": ("Ludwig van Beethoven",)}, ["van Beethoven, Ludwig"], id="von"),
    ],
)
def test_authors(facts: dict[str, Any], authors: list[str]) -> None:
    [entry] = read(make_paper(**facts)).entries.values()

    assert list(map(str, entry.persons.get("author", []))) == authors


@pytest.mark.parametrize(
    ("facts", "note"),
    [
        pytest.param({"author_count": 18}, "18 authors", id="authors without names"),
        pytest.param(
            {"published_on": date(2026, 4, 5), "published_on_is_inferred": True},
            "year inferred",
            id="a guessed year",
        ),
        pytest.param({"author_count": 1, "authors": ("Ann Lee",)}, None, id="nothing to note"),
    ],
)
def test_what_is_half_known_is_noted(facts: dict[str, Any], note: str | None) -> None:
    [entry] = read(make_paper(**facts)).entries.values()

    assert entry.fields.get("note") == note


def test_keys_are_unique_and_plain() -> None:
    papers = [
        make_paper(number, "Über UFO³", authors=("Pál Erdős",), published_on=date(2026, 1, 1))
        for number in (1, 2, 3)
    ]

    assert list(read(*papers, make_paper(4, "漢字")).entries) == [
        "erdos2026uber", "erdos2026uber-2", "erdos2026uber-3", "paper",
    ]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(nasty_papers, max_size=4))
def test_every_entry_parses_whatever_the_papers_hold(papers: list[Paper]) -> None:
    entries = read(*papers).entries

    assert len(entries) == len(papers)
    for entry, paper in zip(entries.values(), papers, strict=True):
        assert read_sign_by_sign(entry.fields["title"]) == squeeze(replace_surrogates(paper.title))
        assert entry.fields.get("eprint") == paper.arxiv_id
        assert ("year" in entry.fields) == (paper.published_on is not None)
        known = [name for name in paper.authors if squeeze(name)]
        others = (paper.author_count or 0) > len(known)
        if known:
            assert len(entry.persons["author"]) == len(known) + others


def read_sign_by_sign(field: str) -> str:
    """What LaTeX shows of a title."""
    shown = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}",
             "textasciitilde": "~", "textasciicircum": "^"}  # fmt: skip
    assert field[0] + field[-1] == "{}"
    return re.sub(
        r"\{\\(text\w+)\}|\\([%&#$_])", lambda sign: shown.get(sign[1], sign[2]), field[1:-1]
    )
