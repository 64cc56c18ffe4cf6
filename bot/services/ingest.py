"""Taking a digest into the index."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.merging.composing import compose_paper
from bot.merging.matching import PaperRegistry
from bot.models import Digest, DigestEntry, IngestReport, Paper, Sighting
from bot.services.ports import IndexReader, IndexWriter, StoredDigest
from bot.summarising.tldr import choose_tldr
from bot.text.words import fold_word_parts


def ingest_digest(index: IndexWriter, digest: Digest, *, ingested_at: datetime) -> IngestReport:
    """Take one digest into the index, all or nothing.

    Papers are matched with those that are known, sightings are recorded, and what is newly known
    completes the papers, or shows that two of them are one. Doing it again with the same digest
    changes nothing.

    Raises:
        IndexUnusable: the index cannot be written.
    """
    [report] = ingest_digests(index, [digest], ingested_at=ingested_at)
    return report


def ingest_digests(
    index: IndexWriter, digests: Sequence[Digest], *, ingested_at: datetime
) -> list[IngestReport]:
    """Take several digests into the index, one after another, all of them or none.

    Ten lists of a day together cost about a tenth less than each by itself.

    Raises:
        IndexUnusable: the index cannot be written.
    """
    words: Counter[str] = Counter()
    with index.transaction():
        reports = [_take_in(index, digest, words, ingested_at) for digest in digests]
        index.change_vocabulary(words)
    return reports


def _take_in(
    index: IndexWriter, digest: Digest, words: Counter[str], ingested_at: datetime
) -> IngestReport:
    """Take one digest in, but for its words, which are added to those."""
    stored = index.find_digest(digest.content_hash)
    if stored and (index.has_recorded(digest) or _is_weaker_reading(digest, stored)):
        return _report(digest, unchanged=len(digest.entries))
    registry = PaperRegistry(index.load_identities(digest.entries), index.next_paper_id())
    paper_ids = registry.match_all(digest.entries)
    _unite_papers(index, registry.unions)
    # A paper that was in the digest as it was read before may be in it no more.
    former = [] if stored is None else index.load_digest_paper_ids(stored.digest_id)
    touched = list(dict.fromkeys([*paper_ids, *former]))
    before = {paper.paper_id: paper for paper in index.find_papers(touched)}
    digest_id = index.add_digest(digest, paper_ids, ingested_at=ingested_at)
    sightings = dict(index.load_sightings([*before] if stored is None else touched))
    # A new paper of a new digest was seen nowhere else: nothing has to be read back.
    for paper_id, entry in zip(paper_ids, digest.entries, strict=True):
        if stored is None and paper_id not in before:
            own = _as_sighting(digest, entry, digest_id, ingested_at)
            sightings[paper_id] = (*sightings.get(paper_id, ()), own)
    after = [
        compose_paper(paper_id, seen, choose_tldr=choose_tldr)
        for paper_id, seen in sightings.items()
    ]
    changed = [paper for paper in after if before.get(paper.paper_id) != paper]
    index.save_papers(changed)
    _count_word_changes(words, before, changed)
    new = set(paper_ids) - set(before)
    renewed = {paper.paper_id for paper in changed} - new
    updated = sum(paper_id in renewed for paper_id in paper_ids)
    return _report(
        digest, added=len(new), updated=updated, unchanged=len(paper_ids) - len(new) - updated
    )


def _unite_papers(index: IndexWriter, unions: Mapping[int, int]) -> None:
    """Leave what was known of the given-up papers to those that stay, which are composed anew."""
    if unions:
        index.move_to_successors(unions)
        _remove_papers(index, list(unions))
        index.lead_to_successors(unions)


def remove_unsighted_papers(index: IndexWriter) -> int:
    """Take out the papers that no digest has any more; returns how many.

    A digest that is read differently than before can leave some behind.
    """
    with index.transaction():
        unsighted = index.load_unsighted_ids()
        _remove_papers(index, unsighted)
    return len(unsighted)


def _remove_papers(index: IndexWriter, paper_ids: Sequence[int]) -> None:
    papers = index.find_papers(paper_ids)
    index.remove_papers(paper_ids)
    index.change_vocabulary({word: -count for word, count in count_words(papers).items()})


def count_words(papers: Iterable[Paper]) -> Counter[str]:
    """In how many of the papers each word stands: the vocabulary."""
    counts: Counter[str] = Counter()
    for paper in papers:
        counts.update(_distinct_words(paper))
    return counts


def load_given_days(index: IndexReader) -> Mapping[str, date]:
    """The days that the operator gave, by the digests' content hashes: for reading them again."""
    return index.load_given_days()


def _is_weaker_reading(digest: Digest, stored: StoredDigest) -> bool:
    """Whether the digest's day is less certain now than when it was read before.

    The operator may have given the day then, which also tells the years of its dates; earlier
    versions did not note that. Who reads with `load_given_days` has it from there.
    """
    if stored.issued_on is None or digest.issued_on_is_given:
        return False
    if stored.issued_on_is_given:
        return True
    if digest.issued_on is None:
        return True
    return digest.issued_on_is_inferred and not stored.issued_on_is_inferred


def _as_sighting(
    digest: Digest, entry: DigestEntry, digest_id: int, ingested_at: datetime
) -> Sighting:
    return Sighting(
        digest_id=digest_id,
        digest=digest.source,
        format=digest.format,
        issued_on=digest.issued_on,
        issued_on_is_inferred=digest.issued_on_is_inferred,
        ingested_at=ingested_at,
        entry=entry,
    )


def _count_word_changes(
    words: Counter[str], before: dict[int, Paper], changed: Iterable[Paper]
) -> None:
    """Count for each word in how many more papers it stands than before."""
    for paper in changed:
        known = before.get(paper.paper_id)
        if known is not None:
            words.subtract(_distinct_words(known))
        words.update(_distinct_words(paper))


def _distinct_words(paper: Paper) -> set[str]:
    return set(fold_word_parts(f"{paper.title} {paper.abstract}"))


def _report(
    digest: Digest, *, added: int = 0, updated: int = 0, unchanged: int = 0
) -> IngestReport:
    """Counted entry by entry, so that the three figures add up to the digest's entries."""
    return IngestReport(
        source=digest.source,
        format=digest.format,
        added=added,
        updated=updated,
        unchanged=unchanged,
        skipped=digest.skipped,
    )
