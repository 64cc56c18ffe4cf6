"""History: where a paper was seen, digest by digest, and how the attention for it grew."""

from collections.abc import Sequence

from bot.merging.readings import DigestKey, digest_key
from bot.merging.seen_counts import comments_of, find_change, upvotes_of
from bot.models import Paper, PaperDetails, SeenDigest, Sighting


def tell_history(paper: Paper, sightings: Sequence[Sighting]) -> PaperDetails:
    """The paper with its sightings, those in one digest being put together.

    Args:
        paper: any.
        sightings: all of its, the earliest digest first.
    """
    digests: dict[DigestKey, list[Sighting]] = {}
    for sighting in sightings:
        digests.setdefault(digest_key(sighting), []).append(sighting)
    return PaperDetails(
        paper=paper,
        sightings=tuple(sightings),
        digests=tuple(map(_tell_digest, digests.values())),
        comments=find_change(sightings, comments_of),
        upvotes=find_change(sightings, upvotes_of),
    )


def _tell_digest(readings: Sequence[Sighting]) -> SeenDigest:
    """A paper may stand in a digest twice: then its first place there counts."""
    return SeenDigest(
        latest=max(readings, key=lambda each: (each.digest_id, -each.entry.position)),
        reading_count=len({each.digest_id for each in readings}),
        first_read_at=min(each.ingested_at for each in readings),
        last_read_at=max(each.ingested_at for each in readings),
        comments=find_change(readings, comments_of),
        upvotes=find_change(readings, upvotes_of),
    )
