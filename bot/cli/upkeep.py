"""Bringing what searches need up to the papers' state, with a bar while it takes long."""

from typing import TYPE_CHECKING

import click

from bot.app import App
from bot.cli.progress import track, track_papers
from bot.errors import PaperboyError
from bot.services.derivation import EMBEDDING_BATCH, embed_pending, refresh_terms

if TYPE_CHECKING:
    from bot.services.ports import IndexWriter


def bring_up_to_date(app: App, index: "IndexWriter") -> None:
    """Make new papers searchable by their words, then by their meaning.

    Raises:
        WorkFailed: the embedding model cannot be used; the papers are safe.
        InvalidSettings: likewise.
    """
    terms = app.open_terms()
    try:
        if not refresh_terms(index, terms, track_papers):
            click.echo("Another Paperboy is bringing the search index up to date.", err=True)
    finally:
        terms.close()
    try:
        embed_papers(app, index)
    except PaperboyError:
        click.echo("The papers are in the index, but cannot be read for meaning.", err=True)
        raise


def embed_papers(app: App, index: "IndexWriter") -> None:
    """Give every paper that wants one a vector of the chosen model."""
    embedder = app.open_embedder()
    if embedder is None:
        return
    batches = -(-index.count_pending_papers(embedder.model.name) // EMBEDDING_BATCH)
    for _ in track(range(batches), "Reading for meaning"):
        if not embed_pending(index, embedder):
            break
    while embed_pending(index, embedder):
        pass
