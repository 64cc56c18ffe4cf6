"""The threads in which papers are discussed, as rows."""

from bot.store.queries import SqliteChanges

# Of two papers that turned out to be one, each may have a thread in one channel.
_LED_ON = """
    SELECT COALESCE(united_with, paper_id) AS paper_id, thread_id
    FROM discussions LEFT JOIN removed_papers USING (paper_id)
"""


class DiscussionStore(SqliteChanges):
    """Implements `bot.services.community_ports.DiscussionBook`."""

    def find_discussion(self, application_id: int, channel_id: int, paper_id: int) -> int | None:
        """The thread about that paper in that channel, as far as the application opened one."""
        sql = """
            SELECT thread_id FROM discussions
            WHERE application_id = ? AND channel_id = ? AND paper_id = ?
        """
        row = next(self._query(sql, [application_id, channel_id, paper_id]), None)
        return None if row is None else row["thread_id"]

    def find_discussed_paper(self, application_id: int, thread_id: int) -> int | None:
        """The paper that the thread is about, as far as the application opened it for one."""
        sql = f"{_LED_ON} WHERE application_id = ? AND thread_id = ?"
        row = next(self._query(sql, [application_id, thread_id]), None)
        return None if row is None else row["paper_id"]

    def load_discussions(self, application_id: int, guild_id: int) -> list[tuple[int, int]]:
        """The papers that are discussed in that server, each with a thread about it."""
        sql = f"{_LED_ON} WHERE application_id = ? AND guild_id = ? ORDER BY thread_id"
        rows = self._query(sql, [application_id, guild_id])
        return [(row["paper_id"], row["thread_id"]) for row in rows]

    def save_discussion(
        self, application_id: int, guild_id: int, channel_id: int, paper_id: int, thread_id: int
    ) -> None:
        """Keep which thread is about that paper in that channel, instead of an earlier one."""
        self._write(
            """
            INSERT OR REPLACE INTO discussions
                (application_id, guild_id, channel_id, paper_id, thread_id)
            VALUES (?, ?, ?, ?, ?)
            """,
            [(application_id, guild_id, channel_id, paper_id, thread_id)],
        )
