"""Questions to the database about itself."""

import sqlite3
from typing import Final

from bot.errors import IndexUnusable
from bot.store.queries import SqliteQueries

# More would be the same sentence over and over.
_DAMAGE_LIMIT: Final = 5


class SelfChecking(SqliteQueries):
    """What is wrong with the database, if anything; changes nothing."""

    def find_damage(self) -> list[str]:
        """What is wrong with the database itself, in its own words."""
        try:
            checked = self._query(f"PRAGMA quick_check({_DAMAGE_LIMIT})")
            damage = [str(row["quick_check"]) for row in checked]
            damage = [line for line in damage if line != "ok"]
            # A damaged table has broken references without end.
            return damage or self._find_broken_references()
        except IndexUnusable as error:
            return [str(error.__cause__)]

    def load_unsighted_ids(self) -> list[int]:
        """The numbers of the papers that no digest has any more."""
        sql = """
            SELECT paper_id FROM papers
            WHERE paper_id NOT IN (SELECT paper_id FROM sightings) ORDER BY paper_id
        """
        return [row["paper_id"] for row in self._query(sql)]

    def _find_broken_references(self) -> list[str]:
        broken = self._query("PRAGMA foreign_key_check")
        lines = (f"{row['table']} names a row of {row['parent']} that is missing" for row in broken)
        return list(dict.fromkeys(lines))


def describe_sqlite() -> tuple[str, bool]:
    """SQLite's version, and whether it can search texts (FTS5)."""
    connection = sqlite3.connect(":memory:")
    try:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    finally:
        connection.close()
    return sqlite3.sqlite_version, "ENABLE_FTS5" in options
