import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.render.clean import clean_marked, squeeze
from bot.discord_app.render.limits import length
from bot.discord_app.render.markdown import (
    escape,
    escape_marked,
    link,
    link_target,
    plain,
    stack,
    unescape,
)
from bot.models import MarkedText
from tests.discord_app.render.harmless import ESCAPED, INERT, find_acting
from tests.discord_app.render.records import marked_texts, texts

LIMITS = st.integers(0, 300)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("2 * 3 * 4", r"2 \* 3 \* 4", id="asterisks stay asterisks"),
        pytest.param("snake_case_name", r"snake\_case\_name", id="underscores stay underscores"),
        pytest.param("~~gone~~", r"\~\~gone\~\~", id="nothing is struck through"),
        pytest.param("`code`", r"\`code\`", id="nothing is code"),
        pytest.param("||secret||", r"\|\|secret\|\|", id="nothing is hidden"),
        pytest.param("[x](y)", r"\[x\](y)", id="nothing is a link"),
        pytest.param("see https://y.z", r"see https\://y.z", id="no address becomes a link"),
        pytest.param("<@12>", "\\<@\u200b12>", id="nobody is mentioned"),
        pytest.param("<#12>", r"\<#12>", id="no channel is mentioned"),
        pytest.param("<t:1:R>", r"\<t\:1:R>", id="no time is computed"),
        pytest.param("@everyone", "@\u200beveryone", id="everyone is left alone"),
        pytest.param("@here you are", "@\u200bhere you are", id="who is here is left alone"),
        pytest.param(":smile:", r"\:smile:", id="no picture is shown"),
        pytest.param("a: b: c", "a: b: c", id="colons stay as they are"),
        pytest.param("> quoted", r"\> quoted", id="no quotation is opened"),
        pytest.param("a > b", "a > b", id="greater than stays as it is"),
        pytest.param("# heading", r"\# heading", id="no heading is opened"),
        pytest.param("F# is a language", "F# is a language", id="a sharp stays as it is"),
        pytest.param("- item", r"\- item", id="no list is opened"),
        pytest.param("-# small", r"\-# small", id="no small print is opened"),
        pytest.param("1. item", r"1\. item", id="no numbered list is opened"),
        pytest.param("2.7× faster", "2.7× faster", id="a decimal stays as it is"),
        pytest.param("\\*", r"\\\*", id="a backslash protects nothing"),
        pytest.param("two\n# lines", "two # lines", id="line breaks become spaces"),
        pytest.param("\u202egnorw", "gnorw", id="the direction of writing is not turned"),
    ],
)
def test_text_is_shown_as_what_it_is(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param("A* and B*", "A∗ and B∗", id="asterisks"),
        pytest.param("[Re] Replication", "［Re］ Replication", id="brackets"),
        pytest.param("The `x` of y_z", "The ˋxˋ of yˍz", id="backticks and underscores"),
        pytest.param("See https://y.z", "See https∶//y.z", id="addresses"),
        pytest.param("Hi @everyone", "Hi @\u200beveryone", id="mentions"),
        pytest.param("a\\b", "a∖b", id="backslashes"),
    ],
)
def test_what_would_act_in_a_link_is_replaced(title: str, shown: str) -> None:
    assert link(MarkedText(title), "https://a.b/c", 100) == f"[{shown}](https://a.b/c)"


def test_a_link_whose_address_is_too_long_is_no_link() -> None:
    address = "https://example.org/" + "a" * 400

    assert link(MarkedText("A *title*"), address, 2_000) == r"**A \*title\***"


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("javascript:alert(1)", id="no web address"),
        pytest.param("example.org", id="no scheme"),
        pytest.param("https://", id="no host"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_address_is_no_target(address: str) -> None:
    assert link_target(address) is None


def test_words_are_cut_whole_and_the_limit_holds_after_escaping() -> None:
    assert escape("*** *** *** ***", 16) == r"\*\*\* \*\*\*…"


def test_marks_touching_each_other_become_one() -> None:
    assert escape_marked(MarkedText("kvcache", ((0, 2), (2, 7))), 50) == "**kvcache**"


def test_a_mark_that_is_cut_is_not_bold() -> None:
    assert escape_marked(MarkedText("one small cache", ((4, 15),)), 12) == "one small…"


@given(texts)
def test_what_was_escaped_can_be_read_again(text: str) -> None:
    assert unescape(escape(text)) == squeeze(text)


@given(texts)
def test_nothing_in_escaped_text_acts(text: str) -> None:
    escaped = escape(text)

    assert find_acting(escaped) == []
    assert not re.match(r"[>#-]|\d+\.(\s|$)", escaped)


@given(texts)
def test_escaping_can_be_undone(text: str) -> None:
    unescaped = ESCAPED.sub(lambda match: match.group()[1:], escape(text).replace("\u200b", ""))

    assert unescaped == squeeze(text)


@given(marked_texts(), LIMITS)
def test_nothing_but_bold_acts_in_marked_text(marked: MarkedText, limit: int) -> None:
    escaped = escape_marked(marked, limit)

    assert length(escaped) <= limit
    assert find_acting(escaped) == []
    assert "****" not in ESCAPED.sub(INERT, escaped)


@given(marked_texts(), texts | st.just("https://example.org/a_(b)"), st.integers(0, 600))
def test_a_link_is_within_its_limit_and_acts_as_a_link_only(
    title: MarkedText, address: str, limit: int
) -> None:
    linked = link(title, address, limit)

    assert length(linked) <= limit
    assert find_acting(linked) == []


@given(texts, LIMITS)
def test_shortened_texts_are_within_their_limit(text: str, limit: int) -> None:
    assert length(escape(text, limit)) <= limit
    assert length(plain(text, limit)) <= limit
    assert find_acting(escape(text, limit)) == []


@given(texts, LIMITS)
def test_a_text_that_fits_is_not_cut(text: str, limit: int) -> None:
    whole = escape(text)

    assert (escape(text, limit) == whole) == (length(whole) <= limit)


@given(marked_texts())
def test_cleaning_keeps_what_is_marked(marked: MarkedText) -> None:
    cleaned = clean_marked(marked)

    assert cleaned.text == squeeze(marked.text)
    assert all(0 <= start < end <= len(cleaned.text) for start, end in cleaned.marks)
    positions = [position for mark in cleaned.marks for position in mark]
    assert positions == sorted(set(positions))


@given(st.lists(texts.map(escape), max_size=6), LIMITS)
def test_a_stack_holds_as_many_blocks_as_fit(blocks: list[str], limit: int) -> None:
    stacked, left_out = stack([escape(block) for block in blocks], limit)

    assert length(stacked) <= limit
    assert left_out <= len(blocks)
