"""What renderers give up first when there is little room, and what they never give up."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.discord_app.render.highlights_post import render_highlights, render_pick
from bot.discord_app.render.limits import CARDS_LIMIT_CHARS, length
from bot.discord_app.render.markdown import Markdown
from bot.discord_app.render.paper_card import render_paper_card
from bot.discord_app.render.paper_lines import paper_lines
from bot.discord_app.render.related_page import render_related, say_shared
from bot.discord_app.render.reply import AttachedFile
from bot.discord_app.render.saved_page import render_saved_file
from bot.discord_app.render.search_page import PagePlace, render_search_page
from bot.merging.history import tell_history
from bot.models import (
    Highlight,
    Highlights,
    MarkedText,
    Organization,
    RelatedPaper,
    RelatedPapers,
    ScorePart,
    SearchHit,
    SearchRequest,
    SearchResults,
    SharedTraits,
)
from tests.builders import make_entry, make_paper, make_sighting
from tests.discord_app.render.harmless import assert_within_limits
from tests.discord_app.render.test_phrases import make_coverage

TLDR = "We shrink the cache and lose no accuracy at all."
WHY = Markdown("**Why:** everybody talks about it")
PLACE = PagePlace(page=1, page_count=1, search_id=None)


def test_with_room_a_paper_has_all_its_lines() -> None:
    paper = make_paper(title="Small Caches", tldr=TLDR, arxiv_id="2604.00001")

    lines = paper_lines(paper, 1, room_chars=500, essentials=[WHY], extras=[Markdown("> more")])

    assert lines.splitlines() == [
        "**1.** [Small Caches](https://huggingface.co/papers/2604.00001)",
        TLDR,
        "> more",
        WHY,
        "-# authors, date, comments and upvotes unknown",
    ]


def test_without_room_title_reason_and_facts_remain() -> None:
    paper = make_paper(title="Small Caches", tldr=TLDR * 3, arxiv_id="2604.00001")

    lines = paper_lines(paper, 1, room_chars=165, essentials=[WHY], extras=[Markdown("> more")])

    assert length(lines) <= 165
    assert [line[:8] for line in lines.splitlines()] == [
        "**1.** [",
        "> more",
        "**Why:**",
        "-# autho",
    ]


def test_a_tldr_that_only_repeats_the_title_is_left_out() -> None:
    lines = paper_lines(make_paper(title="Small Caches", tldr="Small Caches"), 1, room_chars=500)

    assert len(lines.splitlines()) == 2


def make_results(*hits: SearchHit, **facts: Any) -> SearchResults:
    request = SearchRequest(query="cache", **facts)
    return SearchResults(request, request, request, len(hits), hits)


def make_hit(snippet: str, marks: tuple[tuple[int, int], ...], **facts: Any) -> SearchHit:
    paper = make_paper(**facts)
    return SearchHit(paper, 1, 1.0, MarkedText(paper.title), MarkedText(snippet, marks))


def test_a_snippet_is_shown_only_where_it_adds_to_the_tldr() -> None:
    other = make_hit("A cache is measured.", ((2, 7),), tldr=TLDR)
    same = make_hit("…shrink the cache and lose…", ((12, 17),), tldr=TLDR)
    unmarked = make_hit("Nothing matches here.", (), tldr=TLDR)

    descriptions = [
        render_search_page(make_results(hit), make_coverage(), PLACE).cards[0].description
        for hit in (other, same, unmarked)
    ]

    assert "> A **cache** is measured." in descriptions[0]
    assert all("\n> " not in description for description in descriptions[1:])


def test_a_single_page_has_no_buttons() -> None:
    hit = make_hit("", ())

    rows = render_search_page(make_results(hit), make_coverage(), PLACE).rows

    assert len(rows) == 1


def test_a_long_abstract_leaves_room_for_the_fields() -> None:
    paper = make_paper(abstract="A long story. " * 1_000, tldr=TLDR)
    sightings = tuple(
        make_sighting(make_entry(upvotes=n), issued_on=date(2026, 3, n), number=n)
        for n in range(1, 9)
    )

    (card,) = render_paper_card(tell_history(paper, sightings)).cards

    assert card.description.endswith("…")
    assert card.fields[-1].value.splitlines() == [
        "4 earlier digests, then",
        "5 Mar 2026 · 5.txt · 5 upvotes",
        "6 Mar 2026 · 6.txt · 6 upvotes",
        "7 Mar 2026 · 7.txt · 7 upvotes",
        "8 Mar 2026 · 8.txt · 8 upvotes",
        "**1 → 8 upvotes** since 1 Mar",
    ]


def test_a_card_with_the_most_to_say_fills_a_message_and_no_more() -> None:
    long = "as long as can be " * 300
    paper = make_paper(
        title=long,
        abstract=long,
        tldr="Even the short form is " + long,
        authors=(long[:60],) * 20,
        keywords=(long[:60],) * 20,
        organization=Organization("long", long),
        code_url="https://github.com/" + "x" * 350,
    )
    sightings = tuple(
        replace(
            make_sighting(make_entry(upvotes=n, comment_count=n), issued_on=date(2026, 3, n)),
            digest=long,
        )
        for n in range(1, 9)
    )

    reply = render_paper_card(tell_history(paper, sightings))

    assert_within_limits(reply)
    assert reply.cards[0].length() > CARDS_LIMIT_CHARS - 50


def test_counts_that_fell_are_shown_to_have_fallen() -> None:
    entries = [make_entry(comment_count=3), make_entry(comment_count=2)]
    sightings = tuple(
        make_sighting(entry, issued_on=date(2026, 3, number), number=number)
        for number, entry in enumerate(entries, start=1)
    )

    (card,) = render_paper_card(tell_history(make_paper(), sightings)).cards

    assert "**3 → 2 comments** since 1 Mar" in card.fields[-1].value


@pytest.mark.parametrize(
    ("limit_bytes", "said", "file_count"),
    [
        pytest.param(9, "2 saved papers as JSON:", 1, id="small enough"),
        pytest.param(8, "export a part of them: `/saved query:cache`", 0, id="too large"),
    ],
)
def test_a_file_that_is_too_large_is_not_sent(limit_bytes: int, said: str, file_count: int) -> None:
    file = AttachedFile("saved_papers.json", b"123456789")

    reply = render_saved_file(file, 2, "JSON", limit_bytes=limit_bytes)

    assert reply.content.endswith(said)
    assert len(reply.files) == file_count


@pytest.mark.parametrize(
    ("shared", "said"),
    [
        pytest.param(
            SharedTraits(("KV cache", "quantization"), Organization("nvidia", "NVIDIA")),
            "shares: **KV cache**, quantization · both by NVIDIA",
            id="words and an organisation",
        ),
        pytest.param(
            SharedTraits((), Organization("nvidia", "NVIDIA"), "Ann Lee"),
            "both by NVIDIA and Ann Lee",
            id="an organisation and an author",
        ),
        pytest.param(SharedTraits(), "close in meaning", id="nothing to name"),
        pytest.param(
            SharedTraits(("a*b",), author="_"), "shares: **a\\*b** · both by \\_", id="signs"
        ),
        pytest.param(SharedTraits(("\x00",), author="\x00"), "close in meaning", id="unseen"),
    ],
)
def test_what_papers_share_is_said(shared: SharedTraits, said: str) -> None:
    assert say_shared(shared) == said


def test_each_related_paper_keeps_what_it_shares() -> None:
    related = tuple(
        RelatedPaper(
            make_paper(n, "A long title " * 9, tldr=TLDR * 4), 0.5, SharedTraits(("x" * 90,))
        )
        for n in range(1, 11)
    )

    reply = render_related(RelatedPapers(make_paper(99), related, 1_518))

    (card,) = reply.cards
    assert card.title == "Papers like “Small Caches”"
    assert card.description.startswith("-# the closest of 1,518 papers, each with what it shares")
    assert card.description.count("\nshares: **xxx") == 10
    assert_within_limits(reply)


@pytest.mark.parametrize(
    ("paper_count", "said"),
    [
        pytest.param(7, "None of 7 papers comes close.", id="nothing close"),
        pytest.param(0, "No paper is indexed yet", id="empty index"),
    ],
)
def test_without_related_papers_it_says_so(paper_count: int, said: str) -> None:
    reply = render_related(RelatedPapers(None, (), paper_count))

    assert reply.cards[0].title == "Papers like that message"
    assert reply.cards[0].description.startswith(said)
    assert reply.rows == ()


def test_every_pick_keeps_its_reason() -> None:
    picks = tuple(
        Highlight(make_paper(n, "A long title " * 9, tldr=TLDR * 4), 0.5, ("much discussed",) * 3)
        for n in range(1, 11)
    )
    highlights = Highlights(
        on=date(2026, 3, 31),
        topic=None,
        corrected_topic=None,
        candidate_count=23,
        new_count=23,
        picks=picks,
        latest_on=None,
        coverage=make_coverage(),
    )

    (card,) = render_highlights(highlights).cards

    assert card.title == "Highlights of Tue 31 Mar 2026"
    assert card.description.startswith("-# 23 new papers, 10 picked\n\n**1.** ")
    assert card.description.count("**Why:** much discussed; much discussed") == 10


@pytest.mark.parametrize(
    ("new_count", "why"),
    [
        pytest.param(9, "**Why:** 43 upvotes", id="the first line says that all are new"),
        pytest.param(8, "**Why:** 43 upvotes; new today", id="some are not"),
    ],
)
def test_a_pick_tells_each_fact_once(new_count: int, why: str) -> None:
    paper = make_paper(published_on=date(2026, 3, 10), upvotes=43, comment_count=3, author_count=2)
    highlights = Highlights(
        on=date(2026, 3, 12),
        topic=None,
        corrected_topic=None,
        candidate_count=9,
        new_count=new_count,
        picks=(
            Highlight(
                paper, 0.5, ("43 upvotes", "new today"),
                parts=(ScorePart("novelty", 0.03, 0.03, "new today"),),
            ),
        ),
        latest_on=None,
        coverage=make_coverage(),
    )  # fmt: skip

    (card,) = render_highlights(highlights).cards

    assert card.description.splitlines()[-2:] == [why, "-# 2 authors · 10 Mar 2026 · 3 comments"]


def test_what_speaks_alone_for_a_pick_stays() -> None:
    part = ScorePart("novelty", 0.03, 0.03, "new today")
    pick = Highlight(make_paper(), 0.5, ("new today",), parts=(part,))

    lines = render_pick(pick, 1, 500, is_said_new=True)

    assert "**Why:** new today" in lines
