"""Tables: columns by many names, quotes, gaps, and records that are damaged."""

from datetime import date

import pytest

from bot.models import DigestEntry
from bot.parsing.paper_table import is_paper_table
from tests.parsing.reading import read, read_sample


def read_table(text: str) -> list[DigestEntry]:
    digest = read(text)
    assert digest.format == "paper_table"
    return [*digest.entries]


def test_a_table_is_read_by_the_names_of_its_columns() -> None:
    bridges, canals, locks = read_sample("table.csv").entries
    assert (bridges.title, bridges.abstract) == (
        "Bridges, Briefly",
        "Bridges stand. Some, briefly.",
    )
    assert (bridges.arxiv_id, bridges.published_on) == ("2603.04001", date(2026, 3, 4))
    assert (bridges.upvotes, bridges.comment_count, bridges.author_count) == (12, 3, 2)
    assert (canals.arxiv_id, canals.external_id, canals.published_on) == (None, "7", None)
    assert (locks.line, locks.arxiv_id, locks.upvotes) == (6, "2603.04004", 5)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("title;abstract\nOwls;Owls hunt.\n", id="semicolons"),
        pytest.param("title\tsummary\nOwls\tOwls hunt.\n", id="tabs"),
        pytest.param('"Title","Abstract"\n"Owls","Owls hunt."\n', id="quotes everywhere"),
        pytest.param("\n\nid,title,text\n,Owls,Owls hunt.\n\n", id="blank lines"),
        pytest.param("title,abstract\nOwls,Owls hunt.", id="no last line end"),
        pytest.param("sep=;\ntitle;abstract\nOwls;Owls hunt.\n", id="Excel's line above"),
        pytest.param("sep=\t\ntitle\tabstract\nOwls\tOwls hunt.\n", id="Excel's line with a tab"),
        pytest.param("\ttitle\tabstract\n0\tOwls\tOwls hunt.\n", id="a column without a name"),
        pytest.param("Paper Title,ABSTRACT\nOwls,Owls hunt.\n", id="names with spaces"),
        pytest.param("name,abstract\nOwls,Owls hunt.\n", id="a name for a title"),
    ],
)
def test_tables_of_many_programs_are_read(text: str) -> None:
    [owls] = read_table(text)
    assert (owls.title, owls.abstract) == ("Owls", "Owls hunt.")


def test_a_quote_that_nobody_closes_costs_one_record() -> None:
    digest = read('title,abstract\nOwls,"Owls hunt.\nHerons,Herons wait.\nReeds,Reeds bend.\n')
    assert [entry.title for entry in digest.entries] == ["Herons", "Reeds"]
    assert [skipped.line for skipped in digest.skipped] == [2]


def test_a_record_with_too_many_columns_is_told() -> None:
    digest = read("title,abstract\nOwls,Owls, hunt.\nReeds,Reeds bend.\n")
    assert [entry.title for entry in digest.entries] == ["Reeds"]
    assert digest.skipped[0].reason == "expected 2 columns, found 3"


def test_a_title_that_nobody_sees_is_none() -> None:
    digest = read("title,abstract\n\u200b\0,Owls hunt.\nReeds,Reeds bend.\n")
    assert [entry.title for entry in digest.entries] == ["Reeds"]
    assert digest.skipped[0].reason.startswith("no title")


def test_a_link_tells_the_id() -> None:
    [owls] = read_table("title,url\nOwls,https://arxiv.org/pdf/2401.00010v3.pdf\n")
    assert owls.arxiv_id == "2401.00010"


@pytest.mark.parametrize(
    ("day", "written", "is_inferred"),
    [
        pytest.param("2026-03-04", "True", True, id="as pandas writes it"),
        pytest.param("2026-03-04", "false", False, id="told"),
        pytest.param("2026-03-04", "", False, id="nothing said"),
        pytest.param("", "true", False, id="no date"),
    ],
)
def test_an_inferred_year_stays_inferred(day: str, written: str, *, is_inferred: bool) -> None:
    [owls] = read_table(
        f"title,abstract,published_on,published_on_is_inferred\nOwls,They hunt.,{day},{written}\n"
    )
    assert owls.published_on_is_inferred == is_inferred


@pytest.mark.parametrize(
    "cell",
    ["Ann O'Span; Bo Arch", '"Ann O\'Span, Bo Arch"', '"[""Ann O\'Span"", ""Bo Arch""]"',
     '"[""Ann O\'Span"", \'Bo Arch\']"'],
)  # fmt: skip
def test_authors_stand_in_one_cell(cell: str) -> None:
    [owls] = read_table(f"title,Authors,arXiv ID\nOwls,{cell},2401.00010v1\n")
    assert owls.authors == ("Ann O'Span", "Bo Arch")
    assert owls.arxiv_id == "2401.00010"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("title,link,date\nHoot,https://songs.example,2020-01-01\n", id="songs"),
        pytest.param("name\tdate\nAnn\t2020-01-01\n", id="birthdays"),
        pytest.param("id,title,comments\n1,Mend the barn,3\n", id="tasks"),
    ],
)
def test_a_table_about_something_else_is_refused(text: str) -> None:
    assert not is_paper_table(text)
