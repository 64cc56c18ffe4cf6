"""What is kept for members, as rows."""

from datetime import datetime

from bot.store.queries import SqliteChanges
from bot.store.rows import instant_text


class MemberStore(SqliteChanges):
    """Implements `bot.services.community_ports.MemberBook`."""

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
