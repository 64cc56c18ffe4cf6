from dataclasses import replace
from datetime import date

import pytest

from bot.discord_app.render.recap_post import render_recap, say_week
from bot.discord_app.render.reply import AttachedFile, Menu
from bot.models import AttentionPart, Recap, RecapPaper, RecapTheme
from tests.builders import make_paper
from tests.discord_app.render.harmless import assert_within_limits
from tests.pictures.recaps import MONDAY, THEMES, make_day, make_recap

PICTURE = AttachedFile("recap.png", b"PNG", "Attention by day.")


def make_named(number: int, title: str, *reasons: str) -> RecapPaper:
    return RecapPaper(make_paper(number, title, arxiv_id="2603.00001"), reasons)


WEEK = make_recap(
    make_day(0, AttentionPart(38, None, 1)),
    papers=(make_named(1, "Small Caches", "38 upvotes, +21 this week", "2 comments"),),
    paper_count=12,
    new_count=9,
    comments_gained=4,
)


def test_a_recap_says_what_why_and_of_how_much() -> None:
    (card,) = render_recap(WEEK, picture=None).cards

    assert card.title == "The week of 9 – 15 Mar 2026"
    assert card.description.splitlines() == [
        "-# 12 papers, 9 of them new, in 1 digest of 1 day · 38 upvotes · 4 comments",
        "-# 1 most discussed",
        "",
        "**1.** [Small Caches](https://huggingface.co/papers/2603.00001)",
        "**Why:** 38 upvotes, +21 this week; 2 comments",
        "-# authors, date, comments and upvotes unknown",
    ]
    assert card.footer.startswith("Drawn from 4 digests, ")


def test_what_is_unknown_or_left_out_is_counted() -> None:
    recap = replace(WEEK, without_counts_count=3, undated_count=2, older_count=1)

    (card,) = render_recap(recap, picture=None).cards

    assert (
        "-# 1 most discussed · 3 without counts · 2 without a date · "
        "1 older paper of saved searches left out\n" in card.description
    )


@pytest.mark.parametrize(
    ("first_on", "heading"),
    [
        pytest.param(date(2026, 3, 9), "9 – 15 Mar 2026", id="one month"),
        pytest.param(date(2026, 2, 26), "26 Feb – 15 Mar 2026", id="two months"),
        pytest.param(date(2025, 12, 30), "30 Dec 2025 – 15 Mar 2026", id="two years"),
    ],
)
def test_the_week_is_told_once(first_on: date, heading: str) -> None:
    recap = replace(WEEK, first_on=first_on, last_on=date(2026, 3, 15))
    assert say_week(recap) == f"The week of {heading}"


def test_the_picture_stands_below_with_the_themes() -> None:
    reply = render_recap(replace(WEEK, themes=THEMES), picture=PICTURE)

    listing, overview = reply.cards
    assert (listing.image, listing.footer, overview.image) == ("", "", "recap.png")
    assert overview.description.splitlines() == [
        "**Themes**",
        "Diffusion models 50% · World models 25%",
    ]
    assert overview.footer
    assert reply.files == (PICTURE,)


def test_without_a_picture_the_measure_of_the_themes_is_told() -> None:
    _, overview = render_recap(replace(WEEK, themes=THEMES), picture=None).cards

    assert overview.description.splitlines()[-1] == (
        "-# of the attention: upvotes, and three times the comments after each paper's first"
    )


def test_without_anything_beside_it_the_picture_stands_below_the_papers() -> None:
    (card,) = render_recap(WEEK, picture=PICTURE).cards

    assert card.image == "recap.png"


def test_what_members_did_here_has_numbers_of_the_one_list() -> None:
    recap = replace(
        WEEK,
        voted=(make_named(1, "Small Caches", "3 votes here this week"),),
        discussed=(make_named(7, "Robot Arms", "1 message in its thread this week"),),
    )

    reply = render_recap(recap, picture=None)

    assert reply.cards[1].description.splitlines() == [
        "**Voted for here**",
        "**1.** [Small Caches](https://huggingface.co/papers/2603.00001): 3 votes here this week",
        "",
        "**Discussed here**",
        (
            "**2.** [Robot Arms](https://huggingface.co/papers/2603.00001): "
            "1 message in its thread this week"
        ),
    ]
    (menu,) = reply.rows
    assert isinstance(menu, Menu)
    assert [option.label for option in menu.options] == ["1. Small Caches", "2. Robot Arms"]


def test_every_paper_keeps_its_reason() -> None:
    papers = tuple(
        RecapPaper(make_paper(n, "A long title " * 9, tldr="It says more. " * 20), ("talk " * 9,))
        for n in range(1, 11)
    )

    reply = render_recap(
        replace(WEEK, papers=papers, voted=papers[:3], themes=THEMES), picture=PICTURE
    )

    assert reply.cards[0].description.count("**Why:** talk talk") == 10
    assert "**Voted for here**" in reply.cards[1].description
    assert_within_limits(reply)


@pytest.mark.parametrize(
    ("recap", "said"),
    [
        pytest.param(
            make_recap(papers=(), paper_count=0, digest_count=0),
            "No digest of that week is indexed, nor one of an earlier day.",
            id="nothing yet",
        ),
        pytest.param(
            make_recap(papers=(), paper_count=0, digest_count=0, latest_on=MONDAY),
            "No digest of that week is indexed; the latest before is of Mon 9 Mar 2026.",
            id="no digest",
        ),
        pytest.param(
            make_recap(papers=(), paper_count=0, older_count=23),
            "A quiet week: its digests are saved searches, whose 23 papers are no news.",
            id="only saved searches",
        ),
        pytest.param(
            make_recap(papers=(), paper_count=0, topic="kv"),
            "A quiet week: no paper in its digests is about it; /search looks in all.",
            id="nothing on the topic",
        ),
        pytest.param(
            make_recap(papers=(), paper_count=4),
            "4 papers in the week's digests, none listed.",
            id="too few comments",
        ),
    ],
)
def test_a_quiet_week_is_one_line(recap: Recap, said: str) -> None:
    reply = render_recap(recap, picture=None)

    (card,) = reply.cards
    assert card.description == said
    assert reply.rows == ()


def test_in_a_quiet_week_members_may_have_voted() -> None:
    recap = make_recap(papers=(), digest_count=0, paper_count=0, voted=WEEK.papers)

    quiet, here = render_recap(recap, picture=None).cards

    assert quiet.description.startswith("No digest of that week")
    assert here.description.startswith("**Voted for here**\n**1.** [Small Caches]")


def test_without_counts_the_newest_are_said_to_be_the_newest() -> None:
    recap = replace(
        WEEK, is_attention_known=False, themes=(RecapTheme("Caches", (1,), 0.5),), new_count=12
    )

    listing, overview = render_recap(recap, picture=None).cards

    assert listing.description.startswith(
        "-# 12 new papers in 1 digest of 1 day; no upvotes or comments came in, "
        "so the newest are listed\n"
    )
    assert overview.description == "**Themes**\nCaches 50%\n-# of the papers"


def test_a_topic_and_a_year_that_turns_stand_in_the_heading() -> None:
    recap = make_recap(
        first_on=MONDAY.replace(year=2025), topic="kv cahce", corrected_topic="kv cache"
    )

    (card,) = render_recap(recap, picture=None).cards

    assert card.title == "The week of 9 Mar 2025 – 15 Mar 2026 on “kv cache”"
