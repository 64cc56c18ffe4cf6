"""A morning on which many schedules are due: digests, drafts, and the ledger of the day before."""

import itertools
import random
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta

from bot.app import App
from bot.models import (
    Digest,
    PostMemory,
    Schedule,
    ScheduleDraft,
    ScheduleKind,
    Timing,
)
from bot.parsing import parse_digest
from bot.services import ledger
from bot.services.community_ports import Community
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.services.posts import choose_post, content_of, shown_counts
from tests.builders import make_digest, make_entry
from tests.shared_files import SHARED
from tests.wire.room import Room

# Every fourth schedule has one of these.
TOPICS = ("reasoning", "video generation", "agent -survey", "reinforcement learning", "kv cache")
ZONES = ("UTC", "Europe/Berlin", "Europe/London", "Europe/Athens", "Africa/Lagos")


def list_digests() -> tuple[Sequence[Digest], date]:
    """The digests, and the day after the last one, on which something is due."""
    paths = sorted((SHARED / "digests" / "daily_api").glob("*.json"))
    days = [date.fromisoformat(path.stem) for path in paths]
    if paths:
        digests = [
            parse_digest(path.read_text(encoding="utf-8"), source=path.name, today=day)
            for path, day in zip(paths, days, strict=True)
        ]
    else:
        days = [date(2026, 3, number) for number in range(1, 29)]
        digests = [make_up(day) for day in days]
    return digests, days[-1] + timedelta(days=1)


def make_up(day: date) -> Digest:
    """A digest of papers that there are not."""
    words = " ".join(TOPICS).split()
    rng = random.Random(day.isoformat())
    entries = [
        make_entry(
            " ".join(rng.sample(words, 5)),
            ". ".join(" ".join(rng.choices(words, k=20)) for _ in range(8)),
            upvotes=int(rng.lognormvariate(2.5, 1.2)),
        )
        for _ in range(60)
    ]
    return make_digest(*entries, issued_on=day, source=str(day))


def draft_all(rooms: Sequence[Room], count: int) -> list[ScheduleDraft]:
    """Schedules for as many channels, dealt out to the servers in turn."""
    channels = itertools.islice(
        (
            (room.guild, room.guild.create_text_channel(f"papers-{number}"))
            for number in range(-(-count // len(rooms)))
            for room in rooms
        ),
        count,
    )
    return [
        draft_of(number, guild.id, channel.id) for number, (guild, channel) in enumerate(channels)
    ]


def draft_of(number: int, guild_id: int, channel_id: int) -> ScheduleDraft:
    """One of many schedules: due at nine, or for one in five up to two minutes earlier."""
    minute = {3: 58, 7: 59}.get(number % 10)
    due = "09:00" if minute is None else f"08:{minute}"
    return ScheduleDraft(
        kind=ScheduleKind.DAILY,
        guild_id=guild_id,
        channel_id=channel_id,
        owner_id=1,
        timing=Timing(time.fromisoformat(due), "UTC"),
        topic=TOPICS[number // 4 % len(TOPICS)] if number % 4 == 0 else None,
        pick_count=3 + number % 3,
    )


def fill(
    app: App,
    digests: Sequence[Digest],
    day: date,
    drafts: Sequence[ScheduleDraft],
    application_id: int,
) -> None:
    """Fill the index and the ledger."""
    *earlier, last = digests
    with app.writer() as index:
        for digest in earlier:
            ingest_digest(index, digest, ingested_at=at(day - timedelta(days=2), "23:00:00"))
        app.embed_all(index)
    with app.library() as library, closing(app.open_community()) as community:
        created_at = at(day - timedelta(days=1), "08:00:00")
        schedules = [
            community.add_schedule(draft, application_id=application_id, created_at=created_at)
            for draft in drafts
        ]
        post_before(library, community, schedules, day - timedelta(days=1))
    with app.writer() as index:
        ingest_digest(index, last, ingested_at=at(day - timedelta(days=1), "23:00:00"))
        app.embed_all(index)


def post_before(
    library: Library, community: Community, schedules: Sequence[Schedule], day: date
) -> None:
    """Enter that day's posts as if they had gone out, and been edited."""
    now_at = at(day, "09:00:00")
    application_id = schedules[0].application_id
    ledger.enter_due_slots(community, application_id=application_id, now_at=now_at)
    chosen = {}
    for task in ledger.load_tasks(community, application_id=application_id, now_at=now_at):
        draft = task.schedule.draft
        wish = (draft.topic, draft.pick_count)
        if wish not in chosen:
            chosen[wish] = choose_post(library, draft, today=day, memory=PostMemory(), votes={})
        highlights = chosen[wish]
        shown = ledger.Shown(
            content=content_of(highlights),
            target_id=draft.channel_id or 0,
            counts=shown_counts(highlights.picks),
            last_digest_id=highlights.last_digest_id,
            is_refreshed=False,
        )
        slot = ledger.begin_sending(community, task, shown, now_at=now_at)
        assert slot is not None, "nobody changes a schedule meanwhile"
        sent = ledger.Task(task.schedule, slot)
        ledger.settle_sent(community, sent, place_id=1, message_id=1, sent_at=now_at)


def at(day: date, time: str) -> datetime:
    """That instant, in UTC."""
    return datetime.fromisoformat(f"{day} {time}").replace(tzinfo=UTC)


def timing_of(number: int) -> Timing:
    """One of 160 timings, none of which is due in the next minutes."""
    place, quarter = divmod(number, 4)
    place, hour = divmod(place, 8)
    return Timing(time(12 + hour, 15 * quarter), ZONES[place % len(ZONES)])
