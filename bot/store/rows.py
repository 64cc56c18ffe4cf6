"""Records to rows and back."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.models import DigestEntry, Organization, Paper, SearchRequest, Sighting, SortOrder
from bot.text.title_key import title_key

Row = Mapping[str, Any]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def paper_to_row(paper: Paper) -> dict[str, Any]:
    """A row of the table papers."""
    organization = paper.organization
    return {
        "paper_id": paper.paper_id,
        "title": paper.title,
        "title_key": title_key(paper.title),
        "abstract": paper.abstract,
        "tldr": paper.tldr,
        "arxiv_id": paper.arxiv_id,
        "external_id": paper.external_id,
        "published_on": day_text(paper.published_on),
        "published_on_is_inferred": int(paper.published_on_is_inferred),
        "authors": _json(paper.authors),
        "author_count": paper.author_count,
        "organization_slug": organization.slug if organization else None,
        "organization_name": organization.name if organization else None,
        "comment_count": paper.comment_count,
        "upvotes": paper.upvotes,
        "keywords": _json(paper.keywords),
        "code_url": paper.code_url,
        "first_seen_on": paper.first_seen_on.isoformat(),
    }


def row_to_paper(row: Row) -> Paper:
    """A paper from a row that has all columns of the table papers."""
    return Paper(
        paper_id=row["paper_id"],
        title=row["title"],
        abstract=row["abstract"],
        tldr=row["tldr"],
        arxiv_id=row["arxiv_id"],
        external_id=row["external_id"],
        published_on=day_of(row["published_on"]),
        published_on_is_inferred=bool(row["published_on_is_inferred"]),
        authors=tuple(json.loads(row["authors"])),
        author_count=row["author_count"],
        organization=_organization(row["organization_slug"], row["organization_name"]),
        comment_count=row["comment_count"],
        upvotes=row["upvotes"],
        keywords=tuple(json.loads(row["keywords"])),
        code_url=row["code_url"],
        first_seen_on=date.fromisoformat(row["first_seen_on"]),
    )


def entry_to_facts(entry: DigestEntry) -> str:
    """All of an entry but its place and its counts, as JSON that is equal for equal facts."""
    organization = entry.organization
    return _json(
        {
            "title": entry.title,
            "title_received": _unless_equal(entry.title_received, entry.title),
            "abstract": entry.abstract,
            "abstract_received": _unless_equal(entry.abstract_received, entry.abstract),
            "arxiv_id": entry.arxiv_id,
            "external_id": entry.external_id,
            "published_on": day_text(entry.published_on),
            "published_on_is_inferred": entry.published_on_is_inferred,
            "authors": entry.authors,
            "author_count": entry.author_count,
            "organization": [organization.slug, organization.name] if organization else None,
            "keywords": entry.keywords,
            "code_url": entry.code_url,
            # Left out where unknown: what was stored before there was this fact stays equal.
            **({"submitted_at": entry.submitted_at.isoformat()} if entry.submitted_at else {}),
        }
    )


def facts_hash(facts: str) -> str:
    """What tells one entry's facts from another's."""
    return hashlib.sha256(facts.encode(errors="surrogatepass")).hexdigest()


def row_to_sighting(row: Row) -> Sighting:
    """A sighting from a row that joins sightings, digests and entries."""
    facts = json.loads(row["facts"])
    return Sighting(
        digest_id=row["digest_id"],
        digest=row["source"],
        format=row["format"],
        issued_on=day_of(row["issued_on"]),
        issued_on_is_inferred=bool(row["issued_on_is_inferred"]),
        ingested_at=datetime.fromisoformat(row["ingested_at"]),
        entry=DigestEntry(
            position=row["position"],
            line=row["line"],
            title=facts["title"],
            title_received=_or_equal(facts["title_received"], facts["title"]),
            abstract=facts["abstract"],
            abstract_received=_or_equal(facts["abstract_received"], facts["abstract"]),
            arxiv_id=facts["arxiv_id"],
            external_id=facts["external_id"],
            published_on=day_of(facts["published_on"]),
            published_on_is_inferred=facts["published_on_is_inferred"],
            authors=tuple(facts["authors"]),
            author_count=facts["author_count"],
            organization=_organization(*(facts["organization"] or (None, None))),
            comment_count=row["comment_count"],
            upvotes=row["upvotes"],
            keywords=tuple(facts["keywords"]),
            code_url=facts["code_url"],
            submitted_at=instant_of(facts.get("submitted_at")),
        ),
    )


def request_to_text(request: SearchRequest) -> str:
    """A search as JSON that is equal for equal searches, wherever in the hits one is."""
    return _json(
        {
            "query": request.query,
            "phrases": request.phrases,
            "excluded": request.excluded,
            "sort": request.sort.value,
            "since": day_text(request.since),
            "until": day_text(request.until),
            "organization": request.organization,
            "min_comments": request.min_comments,
            "min_upvotes": request.min_upvotes,
            "has_code": request.has_code,
            **({"is_literal": True} if request.is_literal else {}),
            "limit": request.limit,
        }
    )


def text_to_request(text: str) -> SearchRequest:
    """The inverse of `request_to_text`, at the first hit; also of what 0.1.0 remembered."""
    facts = json.loads(text)
    return SearchRequest(
        query=facts["query"],
        phrases=tuple(facts.get("phrases", ())),
        excluded=tuple(facts.get("excluded", ())),
        sort=SortOrder(facts["sort"]),
        since=day_of(facts["since"]),
        until=day_of(facts["until"]),
        organization=facts["organization"],
        min_comments=facts["min_comments"],
        min_upvotes=facts.get("min_upvotes"),
        has_code=facts.get("has_code", False),
        is_literal=facts.get("is_literal", False),
        limit=facts["limit"],
    )


def day_of(text: str | None) -> date | None:
    """A day from its text."""
    return None if text is None else date.fromisoformat(text)


def day_text(day: date | None) -> str | None:
    """A day as text that sorts by time."""
    return None if day is None else day.isoformat()


def instant_of(text: str | None) -> datetime | None:
    """An instant from its text."""
    return None if text is None else datetime.fromisoformat(text)


def instant_text(at: datetime | None) -> str | None:
    """An instant as text that sorts by time."""
    return None if at is None else at.astimezone(UTC).isoformat()


def _unless_equal(received: str, shown: str) -> str | None:
    """Most texts need no repair: they are stored once."""
    return None if received == shown else received


def _or_equal(received: str | None, shown: str) -> str:
    return shown if received is None else received


def _json(facts: object) -> str:
    return _ENCODER.encode(facts)


def _organization(slug: str | None, name: str | None) -> Organization | None:
    return None if slug is None or name is None else Organization(slug, name)
