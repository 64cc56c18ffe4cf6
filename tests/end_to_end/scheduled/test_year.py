"""Four hundred days over eight time zones, with everything that can go wrong."""

import random
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import discord
import simcord

from bot.services.schedules import resume_schedule
from tests.end_to_end.faults import Killed
from tests.end_to_end.posting import THEMES, Newsroom, make_day
from tests.end_to_end.server import text_of

DAYS: Final = 400
STEP: Final = timedelta(minutes=5)
# Zone, local time, weekdays as typed, and as Python counts them.
EVERY, WORKING = frozenset(range(7)), frozenset(range(5))
PLANS: Final = (
    ("Europe/Berlin", "02:30", "every day", EVERY),
    ("America/New_York", "02:30", "every day", EVERY),
    ("America/New_York", "09:00", "weekdays", WORKING),
    ("Australia/Lord_Howe", "02:15", "every day", EVERY),
    ("America/Santiago", "00:15", "every day", EVERY),
    ("Asia/Kathmandu", "08:00", "weekdays", WORKING),
    ("Africa/Casablanca", "02:45", "every day", EVERY),
    ("Pacific/Auckland", "23:50", "every day", EVERY),
    ("UTC", "00:00", "every day", EVERY),
    ("UTC", "09:00", "mon, thu", frozenset({0, 3})),
    ("Europe/Berlin", "09:00", "weekdays", WORKING),
    ("Pacific/Auckland", "09:00", "sun", frozenset({6})),
)
REFUSED_PLAN: Final = 2  # its channel refuses a week long
REFUSED_FROM, REFUSED_UNTIL = date(2026, 9, 7), date(2026, 9, 14)
# From when, and for how long, nobody was there: a while, most of a day, and a holiday.
ABSENCES: Final = (
    (datetime(2026, 6, 10, 6, 45, tzinfo=UTC), timedelta(minutes=30)),
    (datetime(2026, 8, 4, 5, 0, tzinfo=UTC), timedelta(hours=15)),
    (datetime(2026, 12, 23, 12, 0, tzinfo=UTC), timedelta(days=4)),
)
CATCH_UP: Final = timedelta(hours=6)
FAULTS: Final = ("429", "500 before", "500 after", "lost", "unreachable")
# Past all the waits between the attempts of a day.
AFTERWARDS: Final = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 180, 840))


@dataclass(frozen=True)
class Expected:
    """A slot worked out anew, from nothing but the calendar and the zone's clock."""

    plan: int
    local_on: date
    due_at: datetime

    def is_excused(self) -> bool:
        """Whether nobody could have posted it: absence for too long, or a channel that refused."""
        if self.plan == REFUSED_PLAN and REFUSED_FROM <= self.local_on < REFUSED_UNTIL:
            return True
        zone = ZoneInfo(PLANS[self.plan][0])
        for left_at, duration in ABSENCES:
            back_at = left_at + duration
            if left_at <= self.due_at < back_at:
                is_today = back_at.astimezone(zone).date() <= self.local_on
                return not (is_today or back_at - self.due_at <= CATCH_UP)
        return False


def expected_slots(start: datetime, end: datetime) -> list[Expected]:
    slots = []
    for plan, (zone, clock, _, weekdays) in enumerate(PLANS):
        for number in range(-1, (end - start).days + 2):
            day = start.date() + timedelta(days=number)
            if day.weekday() in weekdays:
                due_at = first_moment(day, time.fromisoformat(clock), ZoneInfo(zone))
                if start < due_at <= end:
                    slots.append(Expected(plan, day, due_at))
    return sorted(slots, key=lambda slot: slot.due_at)


def first_moment(day: date, wanted: time, zone: ZoneInfo) -> datetime:
    """When the clock on the wall first shows the time; a skipped one comes as much later."""
    target = datetime.combine(day, wanted)
    moment = datetime.combine(day, wanted, UTC) - timedelta(hours=15)
    while (wall := moment.astimezone(zone).replace(tzinfo=None)) < target:
        last = wall
        moment += STEP
    return moment if wall == target else moment + (target - (last + STEP))


async def make_schedules(newsroom: Newsroom) -> list[simcord.ChannelHandle]:
    """The plans, each in a channel of its own, in three servers; the channels."""
    guilds = [newsroom.guild, *(newsroom.env.create_guild(name) for name in ("Two", "Three"))]
    channels = []
    for number, (zone, clock, days, _) in enumerate(PLANS):
        guild = guilds[number % 3]
        channel = guild.create_text_channel(f"plan-{number}")
        admin = newsroom.admin
        if guild is not newsroom.guild:
            admins = guild.create_role(
                f"a{number}", permissions=discord.Permissions(manage_guild=True)
            )
            admin = guild.add_member(newsroom.env.create_user(f"a{number}"), roles=[admins])
        await admin.slash(channel, "schedule add", time=clock, timezone=zone, days=days)
        channels.append(channel)
    return channels


async def live(newsroom: Newsroom, now_at: datetime, chance: random.Random) -> None:
    """Let the clock show an instant and make a round, in one of four with a fault."""
    kind = chance.choice(["kill", "discord", "restart", *[""] * 9])
    if kind == "kill":
        newsroom.wire.tripwire.arm(chance.randrange(24))
    elif kind == "discord":
        newsroom.wire.script = [chance.choice(FAULTS)]
    elif kind == "restart":
        await newsroom.restart()
    for wait in (timedelta(), *(AFTERWARDS if kind else ())):
        moment = now_at + wait
        newsroom.env.backend.clock.advance(max(0.0, (moment - newsroom.env.now()).total_seconds()))
        try:
            await newsroom.make_round()
        except Killed:
            newsroom.wire.tripwire.disarm()
            await newsroom.restart()
            await newsroom.make_round()
    newsroom.wire.tripwire.disarm()
    newsroom.wire.script = []


async def refuse_or_not(newsroom: Newsroom, channel: simcord.ChannelHandle, day: date) -> None:
    """The channel refuses a week long; then somebody mends that and resumes the schedule."""
    forbidden = newsroom.wire.forbidden_channels
    if REFUSED_FROM <= day < REFUSED_UNTIL:
        forbidden.add(channel.id)
    elif forbidden:
        forbidden.clear()
        schedule = await newsroom.desk.community.run(lambda book: book.find_schedule(3))
        assert schedule is not None
        assert schedule.is_paused
        await newsroom.desk.community.run(
            resume_schedule, schedule, now_at=newsroom.desk.clock.now_at()
        )


def spare_the_disk(community: Any) -> None:
    """The machine itself does not fail here: nothing need be waited for."""
    community._connection.execute("PRAGMA synchronous = OFF")


def day_of(post: discord.Message) -> date:
    """The day that a post says it is of."""
    found = re.search(r"\w{3} (\d+ \w{3} \d{4})", text_of(post))
    assert found is not None, text_of(post)
    return datetime.strptime(found[1], "%d %b %Y").replace(tzinfo=UTC).date()


async def test_exactly_one_post_for_each_day(newsroom: Newsroom) -> None:
    chance = random.Random(4)
    channels = await make_schedules(newsroom)
    await newsroom.desk.community.run(spare_the_disk)
    newsroom.wire.tripwire.guard_desk(newsroom.desk)
    start = newsroom.env.now()
    end = start + timedelta(days=DAYS)
    slots = expected_slots(start, end)
    for number, slot in enumerate(slots):
        if any(left_at <= slot.due_at < left_at + wait for left_at, wait in ABSENCES):
            continue
        if number % 100 == 0:
            titles = [f"{theme}, Part {number}" for theme in THEMES]
            await newsroom.ingest(make_day(slot.due_at.date(), *titles))
        for left_at, wait in ABSENCES:
            if newsroom.env.now() < left_at + wait <= slot.due_at:
                await live(newsroom, left_at + wait, chance)
        await refuse_or_not(newsroom, channels[REFUSED_PLAN], slot.due_at.date())
        await live(newsroom, slot.due_at + timedelta(seconds=chance.randrange(20)), chance)

    found = Counter(
        (plan, day_of(post))
        for plan, channel in enumerate(channels)
        for post in newsroom.posts(channel)
    )
    due = {(slot.plan, slot.local_on) for slot in slots if not slot.is_excused()}
    assert len(due) > 3_500
    assert [each for each, count in found.items() if count > 1] == []
    assert due - set(found) == set()
    assert set(found) == due
