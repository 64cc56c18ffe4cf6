"""Schedules and their ledger, as rows."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from bot.models import (
    NOBODY_ID,
    PostedPaper,
    PostMemory,
    RefreshState,
    Schedule,
    ScheduleDraft,
    ScheduleKind,
    Slot,
    SlotState,
    Timing,
)
from bot.store.queries import SqliteChanges
from bot.store.rows import Row, day_text, instant_of, instant_text

_SETTLED = (SlotState.SENT.value, SlotState.ABANDONED.value)
_OF_APPLICATION = """
    SELECT slots.* FROM slots JOIN schedules USING (schedule_id)
    LEFT JOIN guilds USING (application_id, guild_id)
    WHERE schedules.application_id = ? AND schedules.is_removed = 0 AND guilds.left_at IS NULL
"""
_IN_FORCE = """
    FROM schedules LEFT JOIN guilds USING (application_id, guild_id)
    WHERE application_id = ? AND guilds.left_at IS NULL AND paused_at IS NULL
"""


class ScheduleStore(SqliteChanges):
    """Implements `bot.services.community_ports.ScheduleBook`."""

    def add_schedule(
        self, draft: ScheduleDraft, *, application_id: int, created_at: datetime
    ) -> Schedule:
        """Keep a new schedule; slots count that are due after it was made."""
        row = {
            **_draft_to_row(draft),
            "application_id": application_id,
            "created_at": instant_text(created_at),
            "checked_until_at": instant_text(created_at),
        }
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        sql = f"INSERT INTO schedules ({columns}) VALUES ({marks}) RETURNING *"  # noqa: S608 - names
        return _row_to_schedule(next(self._query(sql, list(row.values()))))

    def find_schedule(self, schedule_id: int) -> Schedule | None:
        """The schedule with that number."""
        sql = "SELECT * FROM schedules WHERE schedule_id = ? AND is_removed = 0"
        rows = self._query(sql, [schedule_id])
        return next(map(_row_to_schedule, rows), None)

    def find_schedules(self, schedule_ids: Collection[int]) -> dict[int, Schedule]:
        """Those of the schedules with these numbers that there are."""
        sql = "SELECT * FROM schedules WHERE schedule_id IN (SELECT value FROM json_each(?))"
        rows = self._query(sql, [json.dumps(list(schedule_ids))])
        return {row["schedule_id"]: _row_to_schedule(row) for row in rows}

    def load_schedules(
        self, application_id: int, *, guild_id: int | None = None, kind: ScheduleKind | None = None
    ) -> list[Schedule]:
        """Those of an application, or of one server, or of one kind, in the order of numbers."""
        sql = """
            SELECT schedules.* FROM schedules LEFT JOIN guilds USING (application_id, guild_id)
            WHERE application_id = ?1 AND is_removed = 0 AND guilds.left_at IS NULL
              AND (?2 IS NULL OR guild_id = ?2) AND (?3 IS NULL OR kind = ?3)
            ORDER BY schedule_id
        """
        return [_row_to_schedule(row) for row in self._query(sql, [application_id, guild_id, kind])]

    def load_timings(self, application_id: int) -> list[tuple[Timing, datetime]]:
        """When its schedules are due that are not paused, each timing once, the oldest check."""
        sql = f"""
            SELECT local_time, schedules.zone, weekdays, MIN(checked_until_at) AS checked_until_at
            {_IN_FORCE} GROUP BY local_time, schedules.zone, weekdays
        """
        return [
            (_row_to_timing(row), datetime.fromisoformat(row["checked_until_at"]))
            for row in self._query(sql, [application_id])
        ]

    def load_schedules_timed(self, application_id: int, timing: Timing) -> list[Schedule]:
        """Those with that timing that are not paused, in the order of numbers."""
        sql = f"""
            SELECT schedules.* {_IN_FORCE}
            AND local_time = ? AND schedules.zone = ? AND weekdays = ? ORDER BY schedule_id
        """
        of_timing = _timing_to_row(timing).values()
        return [_row_to_schedule(row) for row in self._query(sql, [application_id, *of_timing])]

    def load_schedules_ahead(
        self, application_id: int, checked_after_at: datetime
    ) -> list[Schedule]:
        """Those not paused that are checked beyond that instant."""
        sql = f"SELECT schedules.* {_IN_FORCE} AND checked_until_at > ?"
        rows = self._query(sql, [application_id, instant_text(checked_after_at)])
        return [_row_to_schedule(row) for row in rows]

    def find_inbox(self, application_id: int, member_id: int) -> Schedule | None:
        """A member's inbox."""
        sql = """
            SELECT * FROM schedules
            WHERE application_id = ? AND owner_id = ? AND kind = 'inbox'
        """
        rows = self._query(sql, [application_id, member_id])
        return next(map(_row_to_schedule, rows), None)

    def save_schedule(self, schedule: Schedule) -> None:
        """Replace what is kept under the schedule's number; does nothing where it is gone."""
        row = {
            **_draft_to_row(schedule.draft),
            "checked_until_at": instant_text(schedule.checked_until_at),
            "paused_at": instant_text(schedule.paused_at),
            "pause_reason": schedule.pause_reason,
            "is_owner_told": int(schedule.is_owner_told),
            "refused_count": schedule.refused_count,
        }
        self._update("schedules", row, "schedule_id", schedule.schedule_id)

    def remove_schedule(self, schedule_id: int) -> None:
        """Forget a schedule, but for what its channel was shown; an inbox altogether."""
        of_it = [(schedule_id,)]
        self._write("DELETE FROM schedules WHERE schedule_id = ? AND kind = 'inbox'", of_it)
        self._write(
            "DELETE FROM slots WHERE schedule_id = ? AND state NOT IN ('sending', 'sent')", of_it
        )
        self._write("UPDATE slots SET content = NULL WHERE schedule_id = ?", of_it)
        self._write(
            """
            UPDATE schedules SET is_removed = 1, owner_id = ?, topic = NULL, excluded = NULL
            WHERE schedule_id = ?
            """,
            [(NOBODY_ID, schedule_id)],
        )

    def add_slots(self, slots: Sequence[tuple[Slot, datetime]]) -> None:
        """Enter new slots, and until when their schedules are checked."""
        self._write(
            """
            INSERT INTO slots (schedule_id, local_on, due_at, state, reason)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                (
                    slot.schedule_id,
                    day_text(slot.local_on),
                    instant_text(slot.due_at),
                    slot.state.value,
                    slot.reason,
                )
                for slot, _ in slots
            ],
        )
        self._write(
            "UPDATE schedules SET checked_until_at = ? WHERE schedule_id = ?",
            [(instant_text(checked_at), slot.schedule_id) for slot, checked_at in slots],
        )

    def find_slot(self, slot_id: int) -> Slot | None:
        """The slot with that number."""
        rows = self._query("SELECT * FROM slots WHERE slot_id = ?", [slot_id])
        return next(map(_row_to_slot, rows), None)

    def load_unsettled_slots(self, application_id: int) -> list[Slot]:
        """Those for which something is left to do, in the order in which they were due."""
        sql = f"""{_OF_APPLICATION}
            AND (slots.state IN ('planned', 'sending')
                 OR (slots.state = 'sent' AND slots.is_complete = 0))
            ORDER BY slots.due_at, slots.slot_id
        """
        return [_row_to_slot(row) for row in self._query(sql, [application_id])]

    def load_slots_to_refresh(self, application_id: int, sent_until_at: datetime) -> list[Slot]:
        """Posts up to that instant that were not edited yet, the oldest first."""
        sql = f"""{_OF_APPLICATION}
            AND slots.state = 'sent' AND slots.refresh <> 'done' AND slots.sent_at <= ?
            ORDER BY slots.sent_at, slots.slot_id
        """
        rows = self._query(sql, [application_id, instant_text(sent_until_at)])
        return [_row_to_slot(row) for row in rows]

    def save_slot(self, slot: Slot) -> None:
        """Replace what is kept under the slot's number."""
        row = {
            "state": slot.state.value,
            "attempt_count": slot.attempt_count,
            "tried_at": instant_text(slot.tried_at),
            "next_try_at": instant_text(slot.next_try_at),
            "content": slot.content,
            "reason": slot.reason,
            "place_id": slot.place_id,
            "message_id": slot.message_id,
            "sent_at": instant_text(slot.sent_at),
            "is_complete": int(slot.is_complete),
            "refresh": slot.refresh.value,
        }
        self._update("slots", row, "slot_id", slot.slot_id)

    def save_posted_papers(
        self,
        slot: Slot,
        target_id: int,
        counts: Mapping[int, tuple[int | None, int | None]],
        *,
        last_digest_id: int | None,
    ) -> None:
        """Remember what a slot posts."""
        self._update("slots", {"last_digest_id": last_digest_id}, "slot_id", slot.slot_id)
        self._write("DELETE FROM posted_papers WHERE slot_id = ?", [(slot.slot_id,)])
        self._write(
            """
            INSERT INTO posted_papers (slot_id, paper_id, target_id, upvotes, comment_count)
            VALUES (?, ?, ?, ?, ?)
            """,
            [(slot.slot_id, paper_id, target_id, *shown) for paper_id, shown in counts.items()],
        )

    def load_memory(
        self, target_id: int, *, schedule_id: int | None = None, except_slot_id: int = 0
    ) -> PostMemory:
        """What readers were shown by slots that were not abandoned."""
        shown = "slots.state IN ('sending', 'sent') AND slots.slot_id <> :except_slot_id"
        parameters: dict[str, object] = {
            "target_id": target_id,
            "schedule_id": schedule_id,
            "except_slot_id": except_slot_id,
        }
        sql = f"""
            SELECT COALESCE(united_with, paper_id) AS paper_id, local_on, upvotes, comment_count
            FROM posted_papers JOIN slots USING (slot_id) LEFT JOIN removed_papers USING (paper_id)
            WHERE target_id = :target_id AND {shown} ORDER BY local_on, slot_id
        """  # noqa: S608 - only constants are put together
        posted = {
            row["paper_id"]: PostedPaper(
                paper_id=row["paper_id"],
                posted_on=date.fromisoformat(row["local_on"]),
                upvotes=row["upvotes"],
                comment_count=row["comment_count"],
            )
            for row in self._query(sql, parameters)
        }
        sql = f"""
            SELECT MAX(last_digest_id) AS last FROM slots
            WHERE {shown} AND CASE WHEN :schedule_id IS NULL
                THEN slot_id IN (SELECT slot_id FROM posted_papers WHERE target_id = :target_id)
                ELSE schedule_id = :schedule_id END
        """  # noqa: S608 - only constants are put together
        last = next(self._query(sql, parameters))["last"]
        return PostMemory(posted=tuple(posted.values()), last_digest_id=last)

    def load_last_slot(self, schedule_id: int) -> Slot | None:
        """The latest slot of the schedule that was sent or abandoned."""
        sql = """
            SELECT * FROM slots WHERE schedule_id = ? AND state IN (?, ?)
            ORDER BY local_on DESC LIMIT 1
        """
        rows = self._query(sql, [schedule_id, *_SETTLED])
        return next(map(_row_to_slot, rows), None)

    def forget_old_content(self, sent_until_at: datetime) -> None:
        """Drop the content of posts that are not edited any more."""
        self._write(
            "UPDATE slots SET content = NULL WHERE content IS NOT NULL AND sent_at <= ?",
            [(instant_text(sent_until_at),)],
        )

    def _update(self, table: str, row: Mapping[str, Any], key: str, number: int) -> None:
        changes = ", ".join(f"{column} = ?" for column in row)
        sql = f"UPDATE {table} SET {changes} WHERE {key} = ?"  # noqa: S608 - names of columns
        self._write(sql, [(*row.values(), number)])


def _draft_to_row(draft: ScheduleDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind.value,
        "guild_id": draft.guild_id,
        "channel_id": draft.channel_id,
        "owner_id": draft.owner_id,
        **_timing_to_row(draft.timing),
        "pick_count": draft.pick_count,
        "topic": draft.topic,
        "excluded": draft.excluded,
        "min_comments": draft.min_comments,
        "role_id": draft.role_id,
        "opens_thread": int(draft.opens_thread),
        "publishes": int(draft.publishes),
        "says_quiet_days": int(draft.says_quiet_days),
    }


def _timing_to_row(timing: Timing) -> dict[str, str]:
    return {
        "local_time": timing.local_time.isoformat("minutes"),
        "zone": timing.zone,
        "weekdays": json.dumps(sorted(timing.weekdays)),
    }


def _row_to_timing(row: Row) -> Timing:
    return Timing(
        local_time=time.fromisoformat(row["local_time"]),
        zone=row["zone"],
        weekdays=frozenset(json.loads(row["weekdays"])),
    )


def _row_to_schedule(row: Row) -> Schedule:
    draft = ScheduleDraft(
        kind=ScheduleKind(row["kind"]),
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        owner_id=row["owner_id"],
        timing=_row_to_timing(row),
        pick_count=row["pick_count"],
        topic=row["topic"],
        excluded=row["excluded"],
        min_comments=row["min_comments"],
        role_id=row["role_id"],
        opens_thread=bool(row["opens_thread"]),
        publishes=bool(row["publishes"]),
        says_quiet_days=bool(row["says_quiet_days"]),
    )
    return Schedule(
        schedule_id=row["schedule_id"],
        application_id=row["application_id"],
        token=row["token"],
        draft=draft,
        created_at=datetime.fromisoformat(row["created_at"]),
        checked_until_at=datetime.fromisoformat(row["checked_until_at"]),
        paused_at=instant_of(row["paused_at"]),
        pause_reason=row["pause_reason"],
        is_owner_told=bool(row["is_owner_told"]),
        refused_count=row["refused_count"],
    )


def _row_to_slot(row: Row) -> Slot:
    slot = Slot(
        slot_id=row["slot_id"],
        schedule_id=row["schedule_id"],
        local_on=date.fromisoformat(row["local_on"]),
        due_at=datetime.fromisoformat(row["due_at"]),
        state=SlotState(row["state"]),
        attempt_count=row["attempt_count"],
        tried_at=instant_of(row["tried_at"]),
        next_try_at=instant_of(row["next_try_at"]),
    )
    return replace(
        slot,
        content=row["content"],
        reason=row["reason"],
        place_id=row["place_id"],
        message_id=row["message_id"],
        sent_at=instant_of(row["sent_at"]),
        is_complete=bool(row["is_complete"]),
        refresh=RefreshState(row["refresh"]),
    )
