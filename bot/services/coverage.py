"""What the index holds."""

from bot.models import Coverage, TermsState, VectorsState
from bot.services.derivation import count_behind
from bot.services.embedders import EmbedderChoice
from bot.services.library import Library
from bot.services.ports import IndexReader, TermIndex


def get_coverage(library: Library) -> Coverage:
    """How much the index holds, and how much it does not know."""
    return library.coverage


def get_terms_state(index: IndexReader, terms: TermIndex | None) -> TermsState:
    """How far the search index has come, None where there is none; changes nothing."""
    return TermsState(None if terms is None else terms.engine, count_behind(index, terms))


def get_vectors_state(index: IndexReader, choice: EmbedderChoice | None) -> VectorsState:
    """How many papers have a vector of the chosen model, which is not opened for that."""
    if choice is None:
        return VectorsState(model=None, paper_count=0, pending_count=0, fault=None)
    holdings = [each for each in index.load_vector_holdings() if choice.owns(each.model)]
    if not holdings:
        pending = index.load_coverage().paper_count
        return VectorsState(None, 0, pending, choice.find_fault())
    # Of several versions of the model, the one that was begun last is the one in use.
    latest = holdings[-1]
    return VectorsState(
        model=latest.model,
        paper_count=latest.count - latest.removed_count,
        pending_count=index.count_pending_papers(latest.model),
        fault=choice.find_fault(),
    )
