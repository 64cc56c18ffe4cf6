"""The JSON forms that scripts rely on: stable, and held by tests."""

import json
from datetime import datetime

import click

from bot.exporting.paper_forms import Json, facts_form
from bot.models import (
    Answer,
    Check,
    Coverage,
    Digest,
    DigestEntry,
    DigestHealth,
    FetchState,
    Highlights,
    IngestReport,
    QuotedSentence,
    Recap,
    RelatedPapers,
    SearchResults,
    SharedTraits,
    SkippedEntry,
    Summary,
    TermsState,
    VectorsState,
    paper_url,
)


def print_json(value: Json) -> None:
    """One value on one line; days as ISO 8601."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def parse_form(digest: Digest) -> Json:
    """What was read of a digest."""
    return {
        "source": digest.source,
        "format": digest.format,
        "issued_on": digest.issued_on,
        "issued_on_is_inferred": digest.issued_on_is_inferred,
        "entries": [_entry_form(entry, digest) for entry in digest.entries],
        "skipped": _skipped_form(digest.skipped),
    }


def ingest_form(report: IngestReport) -> Json:
    """What a digest did to the index."""
    return {
        "source": report.source,
        "format": report.format,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": _skipped_form(report.skipped),
    }


def search_form(results: SearchResults, query_id: str | int | None = None) -> Json:
    """The hits of a query."""
    return {
        "id": query_id,
        "query": results.request.query,
        "corrected_query": results.corrected_query,
        "total": results.total,
        "hits": [
            {
                "rank": hit.rank,
                "score": hit.score,
                "paper_id": hit.paper.paper_id,
                "external_id": hit.paper.external_id,
                "title": hit.paper.title,
                "snippet": hit.snippet.text,
            }
            for hit in results.hits
        ],
    }


def related_form(found: RelatedPapers) -> Json:
    """The papers like one paper."""
    asked = found.asked
    return {
        "paper_id": None if asked is None else asked.paper_id,
        "title": None if asked is None else asked.title,
        "related": [
            {
                "rank": rank,
                "score": each.score,
                "paper_id": each.paper.paper_id,
                "title": each.paper.title,
                "shared": _shared_form(each.shared),
            }
            for rank, each in enumerate(found.related, 1)
        ],
    }


def ask_form(answer: Answer) -> Json:
    """The answer to a question."""
    return {
        "question": answer.question,
        "answered": answer.is_answered,
        "sentences": [_sentence_form(sentence) for sentence in answer.sentences],
        "nearest": [paper.paper_id for paper in answer.nearest],
    }


def summarise_form(summary: Summary) -> Json:
    """An overview of a topic."""
    return {
        "topic": summary.topic,
        "paper_count": summary.found_count,
        "themes": [
            {
                "heading": theme.heading,
                "sentences": [_sentence_form(sentence) for sentence in theme.sentences],
            }
            for theme in summary.themes
        ],
        "numbers": [
            {
                "value": number.value,
                "sentence": number.sentence.text,
                "paper_id": number.sentence.paper_id,
            }
            for number in summary.numbers
        ],
        "timeline": [
            {"month": each.month, "count": each.count, "inferred_count": each.inferred_count}
            for each in summary.timeline
        ],
        "coverage": coverage_form(summary.coverage),
    }


def highlights_form(highlights: Highlights) -> Json:
    """The picks of a day."""
    return {
        "on": highlights.on,
        "on_is_inferred": highlights.on_is_inferred,
        "candidates": highlights.candidate_count,
        "picks": [
            {
                "paper_id": pick.paper.paper_id,
                "title": pick.paper.title,
                "score": pick.score,
                "reasons": list(pick.reasons),
            }
            for pick in highlights.picks
        ],
    }


def recap_form(recap: Recap) -> Json:
    """A week."""
    return {
        "since": recap.first_on,
        "until": recap.last_on,
        "digests": recap.digest_count,
        "candidates": recap.paper_count,
        "new": recap.new_count,
        "without_counts": recap.without_counts_count,
        "without_date": recap.undated_count,
        "older": recap.older_count,
        "upvotes_gained": recap.upvotes_gained,
        "comments_gained": recap.comments_gained,
        "papers": [
            {
                "paper_id": each.paper.paper_id,
                "title": each.paper.title,
                "reasons": list(each.reasons),
            }
            for each in recap.papers
        ],
        "themes": [
            {"name": theme.name, "share": round(theme.share, 4), "papers": list(theme.paper_ids)}
            for theme in recap.themes
        ],
        "days": [
            {"on": day.on, "on_is_inferred": day.is_inferred,
             "digests": day.digest_count, "papers": day.paper_count,
             "attention": day.amount if recap.is_attention_known else None}
            for day in recap.days
        ],
    }  # fmt: skip


def check_form(check: Check) -> Json:
    """One check of an installation."""
    return {
        "name": check.name,
        "state": check.state.value,
        "sentence": check.sentence,
        "remedy": check.remedy,
    }


def terms_form(state: TermsState) -> Json:
    """How far the search index has come."""
    return {"engine": state.engine, "behind": state.behind_count}


def vectors_form(state: VectorsState) -> Json:
    """How many papers can be found by meaning."""
    return {
        "model": state.model,
        "papers": state.paper_count,
        "pending": state.pending_count,
        "fault": state.fault,
    }


def health_form(health: DigestHealth) -> Json:
    """What was received, and what could be read of it."""
    return {
        "digests_by_format": {form.format: form.digest_count for form in health.forms},
        "entries": health.entry_count,
        "skipped": health.skipped_count,
        "forms": [
            {
                "format": form.format,
                "digests": form.digest_count,
                "readings": form.reading_count,
                "entries": form.entry_count,
                "skipped": form.skipped_count,
                "first_issued_on": form.first_on,
                "last_issued_on": form.last_on,
                "first_issued_on_is_inferred": form.first_on_is_inferred,
                "last_issued_on_is_inferred": form.last_on_is_inferred,
            }
            for form in health.forms
        ],
        "days": [
            {
                "on": day.on,
                "on_is_inferred": day.is_inferred,
                "digests": dict(day.digest_counts),
            }
            for day in health.days
        ],
        "skipped_reasons": [
            {"reason": group.reason, "count": group.count} for group in health.skipped
        ],
        "suspected_layout_changes": [
            {
                "format": shift.format,
                "since": shift.since_on,
                "since_is_inferred": shift.since_on_is_inferred,
                "digests": shift.digest_count,
                "earlier_unread_ratio": round(shift.earlier_ratio, 4),
                "latest_unread_ratio": round(shift.latest_ratio, 4),
            }
            for shift in health.shifts
        ],
    }


def fetch_form(state: FetchState, next_at: datetime | None) -> Json:
    """How fetching from the Daily Papers API stands, and when `paperboy serve` does it next."""
    return {
        "last_at": state.last_at,
        "fault": state.fault,
        "complete_at": state.complete_at,
        "next_at": next_at,
        "days": state.day_count,
        "last_day": state.last_day,
    }


def coverage_form(coverage: Coverage) -> Json:
    """How much the index holds, and how much it does not know."""
    return {
        "papers": coverage.paper_count,
        "digests": coverage.digest_count,
        "first_published_on": coverage.first_published_on,
        "last_published_on": coverage.last_published_on,
        "first_published_on_is_inferred": coverage.first_published_on_is_inferred,
        "last_published_on_is_inferred": coverage.last_published_on_is_inferred,
        "without_date": coverage.undated_count,
        "without_arxiv_id": coverage.without_arxiv_id_count,
        "without_author_count": coverage.without_author_count,
        "last_issued_on": coverage.last_issued_on,
        "last_issued_on_is_inferred": coverage.last_issued_on_is_inferred,
    }


def _entry_form(entry: DigestEntry, digest: Digest) -> Json:
    return {
        "position": entry.position,
        "line": entry.line,
        "arxiv_id": entry.arxiv_id,
        "title": entry.title,
        "abstract": entry.abstract,
        **facts_form(entry),
        "url": paper_url(entry.title, entry.arxiv_id),
        "first_seen_on": digest.issued_on,
        "first_seen_on_is_inferred": digest.issued_on_is_inferred,
    }


def _shared_form(shared: SharedTraits) -> list[str]:
    return [*shared.terms, *(f"both by {maker}" for maker in shared.makers)]


def _sentence_form(sentence: QuotedSentence) -> Json:
    return {
        "text": sentence.text,
        "paper_id": sentence.paper_id,
        "title": sentence.title,
        "sentence_index": sentence.sentence_index,
    }


def _skipped_form(skipped: tuple[SkippedEntry, ...]) -> list[Json]:
    return [{"line": entry.line, "reason": entry.reason} for entry in skipped]
