from dataclasses import replace
from datetime import date

import pytest

from bot.exporting.overview_document import say_found, say_unknown_days, write_overview
from bot.models import (
    Coverage,
    MonthCount,
    NumberKind,
    QuotedSentence,
    ReportedNumber,
    SentenceRole,
    Summary,
    Theme,
)
from tests.builders import make_paper

SENTENCE = QuotedSentence("It folds caches 2x | *fast* <b>.", 1, "Fold: [Small] Caches", 0)
SUMMARY = Summary(
    topic="cahces",
    corrected_topic="caches",
    papers=(
        make_paper(1, "Fold: [Small] Caches", arxiv_id="2601.00001", published_on=date(2026, 1, 2)),
        make_paper(2, "Sieve"),
    ),
    found_count=3,
    found_is_all=True,
    themes=(Theme("Folding", (SENTENCE,), (1, 2), (SentenceRole.RESULT,)),),
    numbers=(
        ReportedNumber(
            "2×", SENTENCE, "fast", "A|B", NumberKind.FACTOR, "×", (16, 18), bound="up to"
        ),
    ),
    timeline=(MonthCount("2026-01", 2),),
    undated_count=1,
    coverage=Coverage(
        paper_count=9,
        digest_count=2,
        first_published_on=date(2019, 1, 1),
        last_published_on=date(2026, 1, 2),
        undated_count=4,
        without_arxiv_id_count=0,
        without_author_count=0,
        last_issued_on=None,
    ),
    inferred_count=1,
)


def test_the_whole_stands_in_it() -> None:
    lines = write_overview(SUMMARY).splitlines()

    assert lines[0] == "# caches"
    assert "Drawn from the 2 best of 3 indexed papers on it (asked: cahces)." in lines[2]
    assert "1 of 3 papers without a date, 1 of 3 papers with an inferred year." in lines[2]
    assert "## Folding" in lines
    assert "> **Result.** “It folds caches 2x \\| \\*fast\\* \\<b\\>.”" in lines
    assert "> [Fold: \\[Small\\] Caches](<https://huggingface.co/papers/2601.00001>)" in lines
    assert any(line.startswith("| **up to 2×** | fast | A\\|B | “It folds") for line in lines)
    assert "| 2026-01 | 2 | ██████████████████████████████ |" in lines
    assert "| unknown | 1 | |" in lines
    assert any(line.startswith("- [Sieve](<") and line.endswith("date unknown") for line in lines)
    assert lines[-1] == "*From 2 digests, 9 papers, 2019–2026, 4 without a date*"


def test_every_row_of_a_table_has_its_cells() -> None:
    for line in write_overview(SUMMARY).splitlines():
        if line.startswith("| **"):
            assert line.replace("\\|", "").count("|") == 6


def test_nothing_on_a_topic_is_said_plainly() -> None:
    nothing = replace(
        SUMMARY, papers=(), found_count=0, themes=(), numbers=(), timeline=(), undated_count=0
    )

    assert "The index holds nothing on it." in write_overview(nothing)


def test_papers_without_an_abstract_are_named() -> None:
    document = write_overview(replace(SUMMARY, themes=(), numbers=()))

    assert "None of them has an abstract to quote." in document
    assert "- [Sieve]" in document


@pytest.mark.parametrize(
    ("found", "is_all", "said"),
    [
        pytest.param(2, True, "Drawn from 2 indexed papers on it", id="all"),
        pytest.param(9, True, "Drawn from the 2 best of 9 indexed papers on it", id="the best"),
        pytest.param(
            9, False, "Drawn from the 2 best of at least 9 indexed papers on it", id="unknown"
        ),
    ],
)
def test_how_many_papers_it_draws_on(found: int, *, is_all: bool, said: str) -> None:
    assert say_found(replace(SUMMARY, found_count=found, found_is_all=is_all)) == said


def test_known_days_need_no_words() -> None:
    assert say_unknown_days(replace(SUMMARY, undated_count=0, inferred_count=0)) == ""
