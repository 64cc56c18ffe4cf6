"""Papers as JSON: forms that scripts rely on, held by tests."""

from typing import Any

from bot.merging.explaining import explain_matches
from bot.models import (
    DigestEntry,
    Organization,
    Paper,
    PaperDetails,
    Sighting,
    is_first_seen_inferred,
)

Json = dict[str, Any]


def paper_form(details: PaperDetails) -> Json:
    """A paper with its sightings."""
    paper = details.paper
    return {
        "paper_id": paper.paper_id,
        "arxiv_id": paper.arxiv_id,
        "title": paper.title,
        "abstract": paper.abstract,
        "tldr": paper.tldr,
        **facts_form(paper),
        "url": paper.url,
        "first_seen_on": paper.first_seen_on,
        "first_seen_on_is_inferred": is_first_seen_inferred(paper, details.sightings),
        "sightings": [
            {**_sighting_form(sighting), "title": sighting.entry.title, "matched_by": reason}
            for sighting, reason in zip(
                details.sightings, explain_matches(details.sightings), strict=True
            )
        ],
    }


def facts_form(known: Paper | DigestEntry) -> Json:
    """What a paper and an entry have in common."""
    return {
        "published_on": known.published_on,
        "published_on_is_inferred": known.published_on_is_inferred,
        "authors": list(known.authors),
        "author_count": known.author_count,
        "organization": _organization_form(known.organization),
        "comment_count": known.comment_count,
        "upvotes": known.upvotes,
        "keywords": list(known.keywords),
        "code_url": known.code_url,
    }


def _sighting_form(sighting: Sighting) -> Json:
    """Every reading of a digest by itself, with the counts that it had."""
    return {
        "digest": sighting.digest,
        "position": sighting.entry.position,
        "comment_count": sighting.entry.comment_count,
        "upvotes": sighting.entry.upvotes,
        "issued_on": sighting.issued_on,
        "issued_on_is_inferred": sighting.issued_on_is_inferred,
        "read_at": sighting.ingested_at.isoformat(),
    }


def _organization_form(organization: Organization | None) -> Json | None:
    if organization is None:
        return None
    return {"slug": organization.slug, "name": organization.name}
