"""Pages as HTML: by their data, by their markup, and damaged."""

from datetime import date

import pytest

from bot.errors import MalformedDigest
from bot.models import Organization
from tests.parsing.reading import load_sample, read, read_sample


def test_a_page_is_read_by_its_data() -> None:
    digest = read_sample("page.html")
    ferries, buoys = digest.entries
    assert digest.issued_on == date(2026, 4, 14)
    assert (ferries.title, ferries.arxiv_id) == ("Ferries & Fog: Crossing by Ear", "2604.00007")
    assert (ferries.upvotes, ferries.comment_count, ferries.authors) == (31, 2, ("Ada Ferry",))
    assert ferries.organization == Organization("harbour", "Harbour Lab")
    assert (buoys.line, buoys.comment_count) == (10, 0)
    assert [(each.line, each.reason[:8]) for each in digest.skipped] == [(9, "no title")]


def test_the_two_halves_of_a_trending_card_are_one_paper() -> None:
    herons, reeds = read_sample("trending.html").entries
    assert (herons.arxiv_id, herons.upvotes, herons.comment_count) == ("2407.00011", 153, 7)
    assert (herons.author_count, herons.published_on) == (3, date(2024, 7, 23))
    assert herons.abstract.startswith("Herons hardly move.")
    assert herons.code_url == "https://github.com/example/heron"
    assert reeds.published_on == date(2025, 10, 2)


def test_either_half_of_a_trending_card_may_show_the_upvotes() -> None:
    upvotes = '<a href="/papers/2407.00011">Upvote <div class="font-semibold">153</div></a>'
    page = load_sample("trending.html").replace(upvotes, "")
    [herons, _] = read(
        page.replace('<div class="mobile">', f'<div class="mobile">{upvotes}')
    ).entries
    assert (herons.upvotes, herons.comment_count, herons.author_count) == (153, 7, 3)


@pytest.mark.parametrize(
    ("shown", "issued_on", "expected"),
    [
        pytest.param("Oct 2, 2025", None, (date(2025, 10, 2), False), id="with its year"),
        pytest.param("Oct 2", None, (date(2025, 10, 2), True), id="behind the latest year shown"),
        pytest.param("Feb 30", None, (None, False), id="no such day"),
        pytest.param("Oct 2", date(2025, 10, 3), (date(2025, 10, 2), False), id="the day is given"),
    ],
)
def test_a_trending_card_may_show_its_day_without_the_year(
    shown: str, issued_on: date | None, expected: tuple[date | None, bool]
) -> None:
    page = load_sample("trending.html").replace("Oct 2, 2025", shown)
    herons, reeds = read(page, issued_on=issued_on).entries
    assert (reeds.published_on, reeds.published_on_is_inferred) == expected
    assert (herons.published_on, herons.published_on_is_inferred) == (date(2024, 7, 23), False)


def test_rounded_upvotes_and_stars_are_no_count() -> None:
    _, reeds = read_sample("trending.html").entries
    assert reeds.upvotes is None


@pytest.mark.parametrize(
    ("shown", "upvotes"),
    [
        pytest.param("<div>▲ 153</div>", 153, id="an arrow before it"),
        pytest.param("<button>Upvote 1,530</button>", 1530, id="a word before it"),
        pytest.param("<div>Upvote <span>▲ 153</span></div>", 153, id="both"),
        pytest.param("<div>153</div><div>8</div>", None, id="two numbers"),
    ],
)
def test_upvotes_are_the_one_number_of_a_card(shown: str, upvotes: int | None) -> None:
    page = load_sample("trending.html").replace('<div class="font-semibold">1.2k</div>', shown)
    assert read(page).entries[1].upvotes == upvotes


def test_changes_of_letters_put_no_spaces() -> None:
    page = load_sample("trending.html").replace("Herons Wait:", "<em>Herons</em> Wait<b>:</b>")
    page = page.replace("Herons hardly move.", "<i>Herons</i>, in E<sub>8</sub>,<br>hardly move.")
    [herons, _] = read(page).entries
    assert herons.title == "Herons Wait: Patience as a Policy"
    assert herons.abstract.startswith("Herons, in E8, hardly move. We show")


def test_an_abstract_may_speak_of_authors_and_days() -> None:
    page = load_sample("trending.html").replace(
        "Herons hardly move.", "In 12 authors' words, herons Published on Jan 1, 2020 hardly move."
    )
    [herons, _] = read(page).entries
    assert (herons.author_count, herons.published_on) == (3, date(2024, 7, 23))


def test_a_card_without_a_paper_is_told() -> None:
    [skipped] = read_sample("trending.html").skipped
    assert "A Card Without a Paper" in skipped.reason


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("&quot;periodType&quot;:&quot;day&quot;", date(2026, 4, 14), id="a day"),
        pytest.param("&quot;periodType&quot;:&quot;week&quot;", None, id="a week"),
        pytest.param("&quot;query&quot;:&quot;fog&quot;", None, id="a search"),
    ],
)
def test_only_the_page_of_a_day_has_a_day(written: str, day: date | None) -> None:
    page = load_sample("page.html").replace("&quot;periodType&quot;:&quot;day&quot;", written)
    assert read(page).issued_on == day


def test_the_operators_day_beats_the_pages() -> None:
    assert read(load_sample("page.html"), issued_on=date(2026, 1, 2)).issued_on == date(2026, 1, 2)


def test_a_page_that_is_cut_off_keeps_the_papers_before_the_cut() -> None:
    page = load_sample("page.html")
    digest = read(page[: page.index("Buoys")])
    assert [entry.arxiv_id for entry in digest.entries] == ["2604.00007"]
    assert any("damaged" in skipped.reason for skipped in digest.skipped)


def test_another_layout_changes_nothing() -> None:
    page = load_sample("page.html")
    moved = page.replace('<main class="flex">', "<div><section id=x>").replace("</main>", "")
    assert read(moved).entries == read(page).entries


@pytest.mark.parametrize(
    "attributes",
    [
        pytest.param('data-target="DailyPapers"\ndata-props="{}"', id="as it is sent"),
        pytest.param("data-target='DailyPapers'\ndata-props='{}'", id="single quotes"),
        pytest.param('data-target=DailyPapers class=x\ndata-props="{}"', id="no quotes"),
        pytest.param('\ndata-props="{}"\nclass="x" data-target="DailyPapers"', id="data first"),
    ],
)
def test_lines_count_from_where_the_data_begins(attributes: str) -> None:
    props = '{"dailyPapers": [\n{"title": "Fog"},\n{"summary": "No name."}\n]}'
    data = props.replace('"', "&quot;")
    page = f"<!doctype html>\n<body><script>DailyPapers</script>\n<div {attributes}>"
    digest = read(page.replace("{}", data))
    assert [entry.line for entry in digest.entries] == [5]
    assert [skipped.line for skipped in digest.skipped] == [6]


def test_the_page_of_a_day_without_papers_is_a_digest() -> None:
    data = "{&quot;dateString&quot;:&quot;2026-03-08&quot;,&quot;dailyPapers&quot;:[]}"
    page = f'<!doctype html><body><div data-target="DailyPapers" data-props="{data}"></div>'
    digest = read(page)
    assert (digest.issued_on, digest.entries) == (date(2026, 3, 8), ())


def test_a_page_of_the_hub_without_papers_is_refused() -> None:
    with pytest.raises(MalformedDigest, match="expected a page of Daily Papers"):
        read('<!doctype html><html><body><a href="/papers/trending">Papers</a></body></html>')


def test_elements_nested_without_end_are_refused_at_once() -> None:
    page = '<!doctype html><a href="/papers/2604.00001">x</a>' + "<div>" * 200_000
    with pytest.raises(MalformedDigest, match="found deeper ones"):
        read(page)
