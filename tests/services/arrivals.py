"""An index that digests come into one after another, each on its day."""

from datetime import UTC, date, datetime, time

from bot.models import DigestEntry, name_list
from bot.services.ingest import ingest_digest
from tests.builders import library_over, make_digest, make_index


class Arrivals:
    """A library, and the way into its index."""

    def __init__(self) -> None:
        self.index = make_index()
        self.library = library_over(self.index)

    def receive(
        self,
        *entries: DigestEntry,
        arrived_on: date,
        issued_on: date | None = None,
        is_undated: bool = False,
        hour: int = 7,
    ) -> None:
        """A digest comes, in the morning of the day that it is of unless told otherwise."""
        day = None if is_undated else issued_on or arrived_on
        digest = make_digest(*entries, issued_on=day, source=f"{arrived_on} {hour}.json")
        at = datetime.combine(arrived_on, time(hour), UTC)
        ingest_digest(self.index, digest, ingested_at=at)

    def fetch(self, *entries: DigestEntry, on: date, read_at: datetime) -> None:
        """A day's list is fetched, as it stands then."""
        digest = make_digest(*entries, issued_on=on, source=name_list(on), form="api_json")
        ingest_digest(self.index, digest, ingested_at=read_at)
