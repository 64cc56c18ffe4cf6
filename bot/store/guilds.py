"""The servers that Paperboy is or was in, as rows."""

from collections.abc import Sequence
from datetime import datetime

from bot.store.queries import SqliteChanges
from bot.store.rows import instant_text


class GuildStore(SqliteChanges):
    """Implements `bot.services.community_ports.GuildBook`."""

    def note_guilds(
        self, application_id: int, guild_ids: Sequence[int], *, now_at: datetime
    ) -> None:
        """Learn which servers the application is in; of others, when they were found left."""
        self._write(
            """
            INSERT INTO guilds (application_id, guild_id) VALUES (?, ?)
            ON CONFLICT DO UPDATE SET left_at = NULL
            """,
            [(application_id, guild_id) for guild_id in guild_ids],
        )
        present = set(guild_ids)
        sql = "SELECT guild_id FROM guilds WHERE application_id = ? AND left_at IS NULL"
        self._write(
            "UPDATE guilds SET left_at = ? WHERE application_id = ? AND guild_id = ?",
            [
                (instant_text(now_at), application_id, row["guild_id"])
                for row in list(self._query(sql, [application_id]))
                if row["guild_id"] not in present
            ],
        )

    def load_left_guilds(self, application_id: int, left_until_at: datetime) -> list[int]:
        """Servers that were left by then."""
        sql = "SELECT guild_id FROM guilds WHERE application_id = ? AND left_at <= ?"
        rows = self._query(sql, [application_id, instant_text(left_until_at)])
        return [row["guild_id"] for row in rows]

    def forget_guild(self, application_id: int, guild_id: int) -> None:
        """Forget a server's schedules, discussions, votes and settings."""
        of_both = [(application_id, guild_id)]
        self._write("DELETE FROM schedules WHERE application_id = ? AND guild_id = ?", of_both)
        self._write("DELETE FROM discussions WHERE application_id = ? AND guild_id = ?", of_both)
        self._write("DELETE FROM guilds WHERE application_id = ? AND guild_id = ?", of_both)
        # Votes are the server's, whichever application took them.
        self._write(
            """
            DELETE FROM votes WHERE guild_id = ?1
            AND NOT EXISTS (SELECT 1 FROM guilds WHERE guild_id = ?1)
            """,
            [(guild_id,)],
        )

    def find_zone(self, application_id: int, guild_id: int) -> str | None:
        """The server's time zone, as far as somebody said one."""
        sql = "SELECT zone FROM guilds WHERE application_id = ? AND guild_id = ?"
        row = next(self._query(sql, [application_id, guild_id]), None)
        return None if row is None else row["zone"]

    def save_zone(self, application_id: int, guild_id: int, zone: str) -> None:
        """Keep the server's time zone."""
        self._write(
            """
            INSERT INTO guilds (application_id, guild_id, zone) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET zone = excluded.zone
            """,
            [(application_id, guild_id, zone)],
        )
