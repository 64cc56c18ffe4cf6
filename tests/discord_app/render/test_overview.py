"""A topic's overview, its pages and its thread: what they say, within all limits, and harmless."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from bot.discord_app.render.clean import squeeze
from bot.discord_app.render.limits import THREAD_NAME_LIMIT_CHARS, length
from bot.discord_app.render.overview_buttons import NUMBERS, OVERVIEW, OverviewPlace, pages_of
from bot.discord_app.render.overview_numbers import choose_numbers
from bot.discord_app.render.overview_thread import render_thread, thread_name
from bot.discord_app.render.overview_titles import find_topic
from bot.discord_app.render.reply import Menu, Reply
from bot.discord_app.render.summary_post import render_summary
from bot.discord_app.render.theme_page import render_page
from bot.models import (
    MonthCount,
    NumberKind,
    QuotedSentence,
    ReportedNumber,
    SentenceRole,
    Summary,
    Theme,
    TitleSuggestion,
)
from bot.text.shortening import ELLIPSIS
from tests.builders import make_paper
from tests.discord_app.render import records
from tests.discord_app.render.harmless import assert_harmless, assert_within_limits
from tests.discord_app.render.test_phrases import make_coverage

PLACE = OverviewPlace(topic_id=10**18, thread_id=2**63, can_be_posted=True)
SENTENCE = QuotedSentence("A cache was measured.", 1, "Caches", 0)
thorough = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def make_summary(sentences: tuple[QuotedSentence, ...] = (SENTENCE,), **facts: Any) -> Summary:
    known: dict[str, Any] = {
        "topic": "cache",
        "corrected_topic": None,
        "papers": (make_paper(),),
        "found_count": 1,
        "found_is_all": True,
        "themes": (Theme("Everything", sentences, (1,)),),
        "numbers": (),
        "timeline": (),
        "undated_count": 0,
        "coverage": make_coverage(),
    }
    return Summary(**{**known, **facts})


def make_theme(heading: str, *told: tuple[SentenceRole, str], paper_count: int = 1) -> Theme:
    return Theme(
        heading,
        tuple(QuotedSentence(text, 1, "Caches", place) for place, (_, text) in enumerate(told)),
        tuple(range(1, paper_count + 1)),
        tuple(role for role, _ in told),
    )


def menu_of(reply: Reply) -> Menu:
    menu = reply.rows[0]
    assert isinstance(menu, Menu)
    return menu


@thorough
@given(records.summaries, records.suggestions)
def test_all_pages_and_the_thread(summary: Summary, near: tuple[TitleSuggestion, ...]) -> None:
    summary = replace(summary, near_titles=near)
    for page in (OVERVIEW, *pages_of(summary), NUMBERS):
        reply = render_page(summary, page, PLACE)
        assert_within_limits(reply)
        assert_harmless(reply)
    if summary.themes:
        posts = render_thread(summary, file=None, begins_from_message=False)
        for post in posts:
            assert_within_limits(post)
            assert_harmless(post)
        assert len({post.cards[0].title for post in posts}) == len(posts)
        assert 1 <= length(thread_name(summary)) <= THREAD_NAME_LIMIT_CHARS


@settings(deadline=None, max_examples=100)
@given(records.short_texts)
@example("a “quoted” topic about “x”")
@example("@everyone <@1> # 1. state_space *now* \\ https://y.z")
def test_every_title_tells_the_topic(topic: str) -> None:
    summary = make_summary(topic=topic, numbers=(ReportedNumber("4%", SENTENCE),))
    seen = squeeze(topic)
    for post in render_thread(summary, file=None, begins_from_message=False):
        found = find_topic(post.cards[0].title) or ""
        assert found == seen.removesuffix(ELLIPSIS) or (found and seen.startswith(found))


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Nothing about “zzz”", id="nothing was found"),
        pytest.param("Small Caches", id="a paper"),
        pytest.param("Whatever is said about “caches”", id="a paper that begins alike"),
        pytest.param("", id="none"),
    ],
)
def test_other_titles_tell_no_topic(title: str) -> None:
    assert find_topic(title) is None


def test_a_long_topic_comes_back_without_its_end() -> None:
    topic = "words of a topic " * 20
    found = find_topic(render_summary(make_summary(topic=topic)).cards[0].title)

    assert found is not None
    assert len(found) > 120
    assert topic.startswith(found)


def test_the_overview_has_a_sentence_and_a_count_for_each_theme() -> None:
    problem, approach, result = SentenceRole.PROBLEM, SentenceRole.APPROACH, SentenceRole.RESULT
    summary = make_summary(
        themes=(
            make_theme("Eviction", (problem, "Full."), (approach, "We evict."), paper_count=5),
            make_theme("Sharing", (problem, "It is copied."), (result, "It shrinks.")),
            make_theme("The rest", (problem, "It is slow.")),
        ),
        found_count=47,
        undated_count=31,
        inferred_count=2,
    )  # fmt: skip

    overview, evidence = render_summary(summary, PLACE).cards

    assert [line for line in overview.description.splitlines() if line] == [
        "-# 47 of 214 papers are on the topic",
        "**Eviction** · 5 papers",
        "- “We evict.” [[1]](https://huggingface.co/papers?q=Small%20Caches)",
        "**Sharing** · 1 paper",
        "- “It shrinks.” [[1]](https://huggingface.co/papers?q=Small%20Caches)",
        "**The rest** · 1 paper",
        "- “It is slow.” [[1]](https://huggingface.co/papers?q=Small%20Caches)",
    ]
    assert (
        "**Not known**\n31 of 47 papers without a date · 2 with an inferred year"
        in evidence.description
    )


def test_a_theme_page_tells_what_each_sentence_is() -> None:
    theme = make_theme("Eviction", (SentenceRole.PROBLEM, "It is full."), paper_count=2)
    papers = (make_paper(), make_paper(2, "Other Caches"))
    numbers = (
        ReportedNumber("4%", SENTENCE, "latency"),
        ReportedNumber("7×", replace(SENTENCE, paper_id=3), "speed"),
    )
    summary = make_summary(themes=(theme, theme), papers=papers, numbers=numbers)

    said, listed = render_page(summary, 2, PLACE).cards

    assert said.title == "Theme 2 of 2 about “cache”"
    assert said.description.startswith(
        "**Eviction**\n-# 2 papers of 2\n\n- **Problem:** “It is full.” [[1]]("
    )
    assert "**Reported numbers**\n- **4%** latency [[1]](" in said.description
    assert "7×" not in said.description
    assert [line[:12] for line in listed.description.splitlines()] == [
        "**Papers**",
        "1. [Caches](",
        "2. [Other Ca",
    ]


def test_all_papers_of_a_theme_are_listed_as_long_as_there_is_room() -> None:
    papers = tuple(
        make_paper(number, "A long title " * 12, arxiv_id=f"2604.{number:05}")
        for number in range(1, 61)
    )

    def list_papers(count: int) -> str:
        theme = Theme("Many", (SENTENCE,), tuple(range(1, count + 1)))
        reply = render_page(make_summary(themes=(theme,), papers=papers), 1, PLACE)
        assert_within_limits(reply)
        return reply.cards[1].description

    assert "\n25. [" in list_papers(25)
    assert "more papers" in list_papers(60)


def test_numbers_stand_side_by_side_by_kind() -> None:
    sentence = QuotedSentence("It is 1.3x faster than cuDNN and 4% smaller.", 1, "Caches", 0)
    numbers = (
        ReportedNumber("1.3×", sentence, "faster", "cuDNN", place=(6, 10)),
        ReportedNumber("4%", sentence, "", kind=NumberKind.PERCENT),
    )

    numbered, _ = render_page(make_summary(numbers=numbers), NUMBERS, PLACE).cards

    link = "[[1]](https://huggingface.co/papers?q=Small%20Caches)"
    quote = "“It is 1.3x faster than cuDNN and 4% smaller.”"
    assert numbered.description.splitlines() == [
        "**Factors**",
        f"- **1.3×** faster, against cuDNN: {quote} {link}",
        "",
        "**Percentages**",
        f"- **4%** {quote} {link}",
    ]


def test_some_of_every_kind_are_chosen_and_those_first_that_say_of_what() -> None:
    numbers = (
        *(ReportedNumber(f"{n}×", SENTENCE) for n in range(5)),
        ReportedNumber("9×", SENTENCE, "speed"),
        ReportedNumber("4%", SENTENCE, kind=NumberKind.PERCENT),
    )

    chosen = choose_numbers(numbers, 3)

    assert [number.value for number in chosen] == ["0×", "9×", "4%"]


def test_a_page_that_is_gone_gives_way_to_the_overview() -> None:
    summary = make_summary()

    for page in (2, 42, NUMBERS):
        assert render_page(summary, page, PLACE) == render_summary(summary, PLACE)


def test_the_menu_marks_the_page_that_is_shown() -> None:
    summary = make_summary(numbers=(ReportedNumber("4%", SENTENCE),))

    menus = [menu_of(render_page(summary, page, PLACE)) for page in (OVERVIEW, 1, NUMBERS)]

    chosen = [[option.label for option in menu.options if option.is_chosen] for menu in menus]
    assert chosen == [[], ["1. Everything"], ["Reported numbers"]]


def test_without_a_place_there_is_nothing_to_turn() -> None:
    (menu,) = render_summary(make_summary()).rows

    assert isinstance(menu, Menu)
    assert menu.custom_id == "pb1:open"


def test_a_summary_of_a_century_is_still_one_message() -> None:
    sentence = QuotedSentence("A cache was measured again. " * 9, 1, "Caches", 0)
    reply = render_summary(
        make_summary(
            (sentence,) * 40,
            numbers=(ReportedNumber("2.7×", sentence),) * 40,
            timeline=tuple(MonthCount(f"{year}-01", 999) for year in range(1950, 2050)),
        )
    )

    assert_within_limits(reply)
    assert "1950: 999 · 1951: 999" in reply.cards[1].description


def test_a_reported_number_is_quoted_with_what_it_is_about() -> None:
    text = "We empirically witness the high data efficiency of our training procedure, and " * 2
    sentence = QuotedSentence(text + "reach 1.79x and 1.93x speedups.", 1, "Caches", 0)
    numbers = ReportedNumber("1.79×", sentence), ReportedNumber("1.93×", sentence)

    reply = render_summary(make_summary((sentence,), numbers=numbers))

    assert (
        "- **1.79×, 1.93×** “…the high data efficiency of our training procedure, "
        "and reach 1.79x and 1.93x speedups.” "
        "[[1]](https://huggingface.co/papers?q=Small%20Caches)"
    ) in reply.cards[1].description


def test_what_does_not_fit_onto_a_page_is_counted() -> None:
    sentences = tuple(
        QuotedSentence(f"Sentence {n} " + "goes on and on " * 20, n, f"Paper {n}", 0)
        for n in range(1, 31)
    )

    said, _ = render_page(make_summary(sentences), 1, PLACE).cards

    quoted = said.description.count("- “")
    assert f"-# and {30 - quoted} more sentences" in said.description


@pytest.mark.parametrize(
    ("found_count", "found_is_all", "heading"),
    [
        pytest.param(1, True, "What 1 paper says about “cache”", id="all of them"),
        pytest.param(49, True, "What the 1 best of 49 papers says about “cache”", id="the best"),
        pytest.param(49, False, "What the 1 best of at least 49 papers says", id="perhaps more"),
    ],
)
def test_a_summary_says_what_it_is_drawn_from(
    found_count: int, *, found_is_all: bool, heading: str
) -> None:
    sentence = QuotedSentence("A cache was measured.", 1, "Caches", 0)
    summary = make_summary((sentence,), found_count=found_count, found_is_all=found_is_all)

    overview, _ = render_summary(summary).cards

    assert overview.title.startswith(heading)
