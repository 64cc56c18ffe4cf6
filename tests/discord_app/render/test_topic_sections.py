"""Everything that shows followed topics, over records of every shape."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord_app.render.catch_up_page import render_catch_up
from bot.discord_app.render.following_page import (
    render_closed_inbox,
    render_follow,
    render_following,
    render_unfollowed,
)
from bot.discord_app.render.inbox_post import render_inbox
from bot.discord_app.render.pick_buttons import find_marker
from bot.discord_app.render.reply import Reply
from bot.models import (
    Follow,
    Highlight,
    Highlights,
    Schedule,
    ScheduleDraft,
    ScheduleKind,
    Slot,
    SlotState,
    Timing,
)
from bot.services.catching_up import CatchUp
from bot.services.following import FollowChange, Following
from bot.services.schedules import ScheduleState
from bot.services.topic_news import picks_of
from tests.builders import TODAY, make_paper
from tests.discord_app.render import records
from tests.discord_app.render.harmless import assert_harmless, assert_within_limits
from tests.discord_app.render.test_phrases import make_coverage

NOW_AT = datetime(2026, 4, 14, 9, tzinfo=UTC)
thorough = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
picks = st.lists(
    st.builds(Highlight, records.papers, st.just(0.5), st.lists(records.texts).map(tuple)),
    max_size=10,
    unique_by=lambda pick: pick.paper.paper_id,
)
bare_sections = st.lists(
    st.builds(
        Highlights,
        on=records.days,
        topic=st.none() | records.texts,
        corrected_topic=st.none() | records.texts,
        candidate_count=st.integers(0, 10**4),
        new_count=st.integers(0, 10**4),
        picks=st.just(()),
        latest_on=st.none() | records.days,
        coverage=records.coverages,
        seen_count=st.integers(0, 10**4),
    ),
    min_size=1,
    max_size=12,
)
follows = st.builds(Follow, st.integers(1, 10**9), records.texts, records.texts, st.just(NOW_AT))
draft = ScheduleDraft(
    kind=ScheduleKind.INBOX,
    guild_id=None,
    channel_id=None,
    owner_id=7,
    timing=Timing(time(9), "America/Argentina/Buenos_Aires"),
)
inboxes = st.builds(
    ScheduleState,
    st.builds(
        Schedule,
        schedule_id=st.just(1),
        application_id=st.just(1),
        token=st.just("t"),
        draft=st.just(draft),
        created_at=st.just(NOW_AT),
        checked_until_at=st.just(NOW_AT),
        paused_at=st.none() | st.just(NOW_AT),
        is_owner_told=st.booleans(),
    ),
    st.none() | st.just(NOW_AT),
    st.none()
    | st.builds(
        Slot,
        slot_id=st.just(1),
        schedule_id=st.just(1),
        local_on=records.days,
        due_at=st.just(NOW_AT),
        state=st.sampled_from(SlotState),
        reason=st.none() | records.texts,
    ),
)


@st.composite
def sections(draw: st.DrawFn) -> tuple[Highlights, ...]:
    """Topics, and ten papers at most, each on one of them."""
    shared = draw(picks)
    drawn = draw(bare_sections)
    return tuple(
        replace(each, picks=tuple(shared[place :: len(drawn)])) for place, each in enumerate(drawn)
    )


def check(reply: Reply) -> None:
    assert_within_limits(reply)
    assert_harmless(reply)


@thorough
@given(sections(), records.days)
def test_inboxes(drawn: tuple[Highlights, ...], on: datetime) -> None:
    reply = render_inbox(drawn, on=on, marker=2**48)

    check(reply)
    for number, pick in enumerate(picks_of(drawn), 1):
        assert any(f"**{number}.** " in card.description for card in reply.cards), pick
    custom_ids = [
        button.custom_id for row in reply.rows if isinstance(row, tuple) for button in row
    ]
    assert find_marker(custom_ids) == (2**48 if picks_of(drawn) else None)


@thorough
@given(
    st.builds(
        CatchUp,
        looked_at=st.none() | st.just(NOW_AT),
        is_cut=st.booleans(),
        digest_count=st.integers(0, 10**6),
        latest_on=st.none() | records.days,
        new_count=st.integers(0, 10**6),
        sections=sections(),
        last_digest_id=st.none(),
        coverage=records.coverages,
    )
)
def test_catching_up(caught_up: CatchUp) -> None:
    check(render_catch_up(caught_up))


@pytest.mark.parametrize(
    ("digest_count", "new_count", "said"),
    [
        pytest.param(2, 3, ": 3 new papers in 2 digests", id="new digests"),
        pytest.param(2, 0, ": no new paper in 2 digests, but these grew", id="nothing new in them"),
        pytest.param(0, 0, ": no new paper, but these grew", id="known digests, read again"),
        pytest.param(0, 1, ": 1 new paper", id="another paper in a known digest"),
    ],
)
def test_what_was_missed_is_counted(digest_count: int, new_count: int, said: str) -> None:
    coverage = make_coverage()
    section = Highlights(
        on=TODAY,
        topic=None,
        corrected_topic=None,
        candidate_count=1,
        new_count=new_count,
        picks=(Highlight(make_paper(), 0.5, ("5 upvotes",)),),
        latest_on=TODAY,
        coverage=coverage,
    )
    caught_up = CatchUp(
        looked_at=NOW_AT,
        is_cut=False,
        digest_count=digest_count,
        latest_on=TODAY,
        new_count=new_count,
        sections=(section,),
        last_digest_id=1,
        coverage=coverage,
    )

    assert render_catch_up(caught_up).content.endswith(f"**{said}")


@thorough
@given(
    st.builds(
        Following,
        st.lists(follows, max_size=25, unique_by=lambda each: each.follow_id).map(tuple),
        st.none() | inboxes,
    ),
    follows,
)
def test_what_is_followed(following: Following, gone: Follow) -> None:
    check(render_following(following))
    check(render_unfollowed(gone, following))


@thorough
@given(
    st.builds(
        FollowChange,
        follow=follows,
        is_new=st.booleans(),
        follow_count=st.integers(1, 25),
        inbox=inboxes,
    ),
    bare_sections.map(lambda each: each[0]),
    st.sampled_from(["", "this server's time zone"]),
)
def test_a_followed_topic(change: FollowChange, trial: Highlights, zone_note: str) -> None:
    check(render_follow(change, trial, zone_note))
    check(render_closed_inbox(change.inbox))
