"""Two papers that turned out to be one, in every table that names a paper."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from bot.store.queries import SqliteChanges, SqliteQueries

# What members did with the one counts for the other; what was done with both counts once. A
# thread stays with its number where the other has one in the same channel: both lead to the paper.
_MOVED: Final = ("sightings", "saves", "votes", "discussions")
_DROPPED: Final = ("saves", "votes", "posted_papers")


class UnitedReading(SqliteQueries):
    """Which numbers lead to another paper."""

    def load_successors(self, paper_ids: Sequence[int]) -> dict[int, int]:
        """Those of the numbers that were given up, each with the paper's it was united with."""
        sql = """
            SELECT paper_id, united_with FROM removed_papers
            WHERE paper_id IN (SELECT value FROM json_each(?)) AND united_with IS NOT NULL
        """
        rows = self._query(sql, [json.dumps(list(paper_ids))])
        return {row["paper_id"]: row["united_with"] for row in rows}

    def load_former_ids(self, paper_id: int) -> list[int]:
        """The numbers that were given up for that one."""
        sql = "SELECT paper_id FROM removed_papers WHERE united_with = ? ORDER BY paper_id"
        return [row["paper_id"] for row in self._query(sql, [paper_id])]


class UnitedWriting(SqliteChanges):
    """Making two papers one, inside a transaction of the caller's."""

    def move_to_successors(self, unions: Mapping[int, int]) -> None:
        """Have what is kept of the papers with those numbers be kept of the others.

        The papers themselves are still to be removed, and to be composed anew.
        """
        pairs = [(kept, gone) for gone, kept in unions.items()]
        for table in _MOVED:
            self._write(f"UPDATE OR IGNORE {table} SET paper_id = ? WHERE paper_id = ?", pairs)  # noqa: S608 - names
        # A message that showed both has shown the paper with the higher counts.
        self._write(
            """
            INSERT INTO posted_papers (slot_id, paper_id, target_id, upvotes, comment_count)
            SELECT slot_id, ?, target_id, upvotes, comment_count
            FROM posted_papers WHERE paper_id = ?
            ON CONFLICT DO UPDATE SET
                upvotes = MAX(COALESCE(upvotes, excluded.upvotes),
                              COALESCE(excluded.upvotes, upvotes)),
                comment_count = MAX(COALESCE(comment_count, excluded.comment_count),
                                    COALESCE(excluded.comment_count, comment_count))
            """,
            pairs,
        )
        for table in _DROPPED:
            self._write(f"DELETE FROM {table} WHERE paper_id = ?", [(gone,) for _, gone in pairs])  # noqa: S608 - names

    def lead_to_successors(self, unions: Mapping[int, int]) -> None:
        """Have the removed papers' numbers, and whatever led to them, lead to the others."""
        pairs = [(kept, gone) for gone, kept in unions.items()]
        for column in ("paper_id", "united_with"):
            self._write(
                f"UPDATE removed_papers SET united_with = ? WHERE {column} = ?",  # noqa: S608 - names
                pairs,
            )
