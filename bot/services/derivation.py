"""What is derived from the papers, brought up to their state: the term index, the vectors.

Both can be made anew at any time. Each knows how far it has come, so whatever a crash, a copied
file or another process left behind is noticed and made good when the index is next opened.
"""

from collections.abc import Callable, Iterable, Iterator

from bot.models import Paper
from bot.searching.terms import paper_terms
from bot.services.embedders import Embedder
from bot.services.ports import IndexReader, IndexWriter, TermDocument, TermIndex

# So many papers are embedded before they are stored and others get a turn.
EMBEDDING_BATCH = 64
# Hands papers on while somebody watches: the papers, what is done with them, how many they are.
Watch = Callable[[Iterable[Paper], str, int], Iterable[Paper]]


def pass_on(papers: Iterable[Paper], description: str, count: int) -> Iterable[Paper]:  # noqa: ARG001
    """Watch nothing."""
    return papers


def terms_are_current(index: IndexReader, terms: TermIndex) -> bool:
    """Whether searches show the papers as they are."""
    return terms.shown_revision() == index.latest_revision()


def count_behind(index: IndexReader, terms: TermIndex | None) -> int:
    """How many papers searches do not show as they are."""
    shown = None if terms is None else terms.shown_revision()
    known = shown is not None and index.has_revision(shown)
    return index.count_changes_since(shown.number if shown is not None and known else 0)


def refresh_terms(index: IndexReader, terms: TermIndex, watch: Watch = pass_on) -> bool:
    """Bring the term index up to the papers' state; from nothing where it shows no state of theirs.

    Args:
        index: the papers.
        terms: follows them.
        watch: sees the papers go by, for a progress bar.

    Returns:
        Whether it shows that state now; False while another process is busy with it.
    """
    if terms_are_current(index, terms):
        return True
    return _write_terms(index, terms, watch, from_nothing=False)


def rebuild_terms(index: IndexReader, terms: TermIndex, watch: Watch = pass_on) -> bool:
    """Make the term index anew; False while another process is busy with it."""
    return _write_terms(index, terms, watch, from_nothing=True)


def embed_pending(index: IndexWriter, embedder: Embedder, *, limit: int = EMBEDDING_BATCH) -> int:
    """Give the next papers their vectors, and store these.

    Returns:
        How many papers got one; 0 where none wants one any more.
    """
    model = embedder.model.name
    pending = index.load_pending_papers(model, limit)
    if pending.papers or index.count_pending_papers(model):
        texts = [(paper.title, paper.abstract) for paper in pending.papers]
        vectors = embedder.embed_papers(texts) if texts else []
        with index.transaction():
            index.save_vectors(model, pending, vectors)
    return len(pending.papers)


def _write_terms(index: IndexReader, terms: TermIndex, watch: Watch, *, from_nothing: bool) -> bool:
    with terms.writing() as writer:
        if writer is None:
            return False
        # Read under the lock: another process may just have written what was missing.
        shown, latest = terms.shown_revision(), index.latest_revision()
        if shown is None or from_nothing or not index.has_revision(shown):
            writer.clear()
            since = 0
        else:
            since = shown.number
            writer.remove(index.load_removed_since(since))
        papers = watch(index.iter_papers_since(since), "Indexing", index.count_changes_since(since))
        writer.put(_as_documents(papers))
        writer.commit(latest)
    return True


def _as_documents(papers: Iterable[Paper]) -> Iterator[TermDocument]:
    for paper in papers:
        yield TermDocument(paper=paper, terms=paper_terms(paper.title, paper.abstract))
