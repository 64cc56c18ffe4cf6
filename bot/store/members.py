"""What is kept for members, as rows."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.models import NOBODY_ID, Follow, Save
from bot.store.queries import SqliteChanges
from bot.store.rows import instant_text

_OWN_SCHEDULES: Final = "application_id = :application_id AND owner_id = :member_id"
# Everything that says something about a member, by what members call it.
_ABOUT_MEMBER: Final = {
    "votes": "SELECT * FROM votes WHERE member_id = :member_id ORDER BY voted_at, paper_id",
    "saved_papers": "SELECT * FROM saves WHERE member_id = :member_id ORDER BY saved_at, paper_id",
    "followed_topics": "SELECT * FROM follows WHERE member_id = :member_id ORDER BY follow_id",
    "last_look": "SELECT * FROM looks WHERE member_id = :member_id",
    "left_out_of_summaries": "SELECT * FROM left_out_members WHERE member_id = :member_id",
    "inbox": f"SELECT * FROM schedules WHERE {_OWN_SCHEDULES} AND kind = 'inbox'",  # noqa: S608 - a constant
    "inbox_posts": f"""
        SELECT slots.* FROM slots JOIN schedules USING (schedule_id)
        WHERE {_OWN_SCHEDULES} AND kind = 'inbox' ORDER BY slot_id
    """,  # noqa: S608 - a constant
    "inbox_papers": f"""
        SELECT posted_papers.* FROM posted_papers
        JOIN slots USING (slot_id) JOIN schedules USING (schedule_id)
        WHERE {_OWN_SCHEDULES} AND kind = 'inbox' ORDER BY slot_id, paper_id
    """,  # noqa: S608 - a constant
    "server_schedules": f"""
        SELECT * FROM schedules WHERE {_OWN_SCHEDULES} AND kind <> 'inbox' ORDER BY schedule_id
    """,  # noqa: S608 - a constant
}
# Who it is about is said once; and what marks a post as the bot's own is the bot's secret.
_UNSAID: Final = frozenset({"member_id", "owner_id", "target_id", "application_id", "token"})


class MemberStore(SqliteChanges):
    """Implements `bot.services.community_ports.MemberBook`."""

    def add_votes(
        self, guild_id: int, member_id: int, paper_ids: Sequence[int], *, voted_at: datetime
    ) -> None:
        """Keep a member's votes in a server; those that stand already stay as they are."""
        sql = "INSERT INTO votes (guild_id, paper_id, member_id, voted_at) VALUES (?, ?, ?, ?)"
        at = instant_text(voted_at)
        rows = [(guild_id, paper_id, member_id, at) for paper_id in paper_ids]
        self._write(f"{sql} ON CONFLICT DO NOTHING", rows)

    def remove_votes(self, guild_id: int, member_id: int, paper_ids: Sequence[int]) -> None:
        """Take a member's votes in a server back."""
        self._write(
            "DELETE FROM votes WHERE guild_id = ? AND paper_id = ? AND member_id = ?",
            [(guild_id, paper_id, member_id) for paper_id in paper_ids],
        )

    def find_votes(self, guild_id: int, member_id: int, paper_ids: Sequence[int]) -> set[int]:
        """Those of the papers that the member votes for in that server."""
        sql = """
            SELECT paper_id FROM votes WHERE guild_id = ? AND member_id = ?
            AND paper_id IN (SELECT value FROM json_each(?))
        """
        rows = self._query(sql, [guild_id, member_id, json.dumps(list(paper_ids))])
        return {row["paper_id"] for row in rows}

    def count_votes(self, guild_id: int, paper_ids: Sequence[int]) -> dict[int, int]:
        """How many votes each paper has in that server; those without one are left out."""
        sql = """
            SELECT paper_id, count(*) AS count FROM votes
            WHERE guild_id = ? AND paper_id IN (SELECT value FROM json_each(?)) GROUP BY paper_id
        """
        rows = self._query(sql, [guild_id, json.dumps(list(paper_ids))])
        return {row["paper_id"]: row["count"] for row in rows}

    def load_votes_since(self, guild_id: int, since_at: datetime) -> dict[int, int]:
        """How many of that server's votes since then each paper has, the most first."""
        sql = """
            SELECT paper_id, count(*) AS count FROM votes WHERE guild_id = ? AND voted_at >= ?
            GROUP BY paper_id ORDER BY count DESC, paper_id
        """
        rows = self._query(sql, [guild_id, instant_text(since_at)])
        return {row["paper_id"]: row["count"] for row in rows}

    def add_saves(self, member_id: int, paper_ids: Sequence[int], *, saved_at: datetime) -> None:
        """Keep papers for a member; those that are kept already stay as they are."""
        sql = "INSERT INTO saves (member_id, paper_id, saved_at) VALUES (?, ?, ?)"
        at = instant_text(saved_at)
        rows = [(member_id, paper_id, at) for paper_id in paper_ids]
        self._write(f"{sql} ON CONFLICT DO NOTHING", rows)

    def remove_saves(self, member_id: int, paper_ids: Sequence[int]) -> None:
        """Keep papers for a member no longer."""
        self._write(
            "DELETE FROM saves WHERE member_id = ? AND paper_id = ?",
            [(member_id, paper_id) for paper_id in paper_ids],
        )

    def load_saves(self, member_id: int) -> list[Save]:
        """What a member saved, newest first."""
        sql = """
            SELECT paper_id, saved_at FROM saves WHERE member_id = ?
            ORDER BY saved_at DESC, paper_id
        """
        return [
            Save(row["paper_id"], datetime.fromisoformat(row["saved_at"]))
            for row in self._query(sql, [member_id])
        ]

    def add_follow(
        self, member_id: int, topic: str, excluded: str, *, followed_at: datetime
    ) -> None:
        """Keep a topic for a member; one that is followed just so already stays as it is."""
        # Nothing excluded is "", since SQLite would not hold two NULLs to be the same.
        self._write(
            """
            INSERT INTO follows (member_id, topic, excluded, followed_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            [(member_id, topic, excluded, instant_text(followed_at))],
        )

    def remove_follows(self, member_id: int, follow_ids: Sequence[int]) -> None:
        """Keep these topics for a member no longer."""
        self._write(
            "DELETE FROM follows WHERE member_id = ? AND follow_id = ?",
            [(member_id, follow_id) for follow_id in follow_ids],
        )

    def load_follows(self, member_id: int) -> list[Follow]:
        """What a member follows, in the order in which it was asked for."""
        sql = "SELECT * FROM follows WHERE member_id = ? ORDER BY follow_id"
        return [
            Follow(
                row["follow_id"],
                row["topic"],
                row["excluded"] or "",
                datetime.fromisoformat(row["followed_at"]),
            )
            for row in self._query(sql, [member_id])
        ]

    def find_last_look(self, member_id: int) -> tuple[datetime, int | None] | None:
        """When a member last caught up, and the newest digest then; None: never."""
        sql = "SELECT looked_at, last_digest_id FROM looks WHERE member_id = ?"
        row = next(self._query(sql, [member_id]), None)
        if row is None:
            return None
        return datetime.fromisoformat(row["looked_at"]), row["last_digest_id"]

    def save_last_look(
        self, member_id: int, looked_at: datetime, last_digest_id: int | None
    ) -> None:
        """Keep when a member caught up."""
        self._write(
            "INSERT OR REPLACE INTO looks (member_id, looked_at, last_digest_id) VALUES (?, ?, ?)",
            [(member_id, instant_text(looked_at), last_digest_id)],
        )

    def add_left_out_member(self, member_id: int, *, since_at: datetime) -> None:
        """Keep that a member wants to be left out of summaries; since when stays as it is."""
        sql = "INSERT INTO left_out_members (member_id, since_at) VALUES (?, ?)"
        self._write(f"{sql} ON CONFLICT DO NOTHING", [(member_id, instant_text(since_at))])

    def remove_left_out_member(self, member_id: int) -> None:
        """Keep that no longer."""
        self._write("DELETE FROM left_out_members WHERE member_id = ?", [(member_id,)])

    def find_left_out_members(self, member_ids: Collection[int]) -> set[int]:
        """Those of the members who want to be left out of summaries."""
        sql = """
            SELECT member_id FROM left_out_members
            WHERE member_id IN (SELECT value FROM json_each(?))
        """
        rows = self._query(sql, [json.dumps(list(member_ids))])
        return {row["member_id"] for row in rows}

    def load_about_member(
        self, application_id: int, member_id: int
    ) -> dict[str, list[Mapping[str, object]]]:
        """Everything that is kept about a member; schedules are the application's."""
        who: dict[str, object] = {"application_id": application_id, "member_id": member_id}
        return {
            name: [
                {column: value for column, value in row.items() if column not in _UNSAID}
                for row in self._query(sql, who)
            ]
            for name, sql in _ABOUT_MEMBER.items()
        }

    def forget_member(self, application_id: int, member_id: int) -> None:
        """Forget all of that; what the member scheduled in servers is from now on nobody's."""
        for table in ("votes", "saves", "follows", "looks", "left_out_members"):
            self._write(f"DELETE FROM {table} WHERE member_id = ?", [(member_id,)])  # noqa: S608 - names
        self._write(
            "DELETE FROM schedules WHERE application_id = ? AND owner_id = ? AND kind = 'inbox'",
            [(application_id, member_id)],
        )
        self._write(
            """
            UPDATE schedules SET owner_id = ?, is_owner_told = 1
            WHERE application_id = ? AND owner_id = ?
            """,
            [(NOBODY_ID, application_id, member_id)],
        )
