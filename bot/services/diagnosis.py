"""What is wrong with an index, and mending it.

Looking changes nothing, and is safe while other processes read and write: what belongs together
is read in one snapshot.
"""

from collections.abc import Sequence
from typing import Final

from bot.errors import IndexUnusable, PaperboyError
from bot.models import Check, CheckState, SearchRequest, short_model_name
from bot.searching.query import term_query
from bot.services.derivation import Watch, count_behind, pass_on
from bot.services.embedders import EmbedderChoice
from bot.services.ingest import count_words
from bot.services.ports import IndexReader, IndexWriter, TermIndex, VectorHolding
from bot.text.counting import count_of

REPAIR: Final = "paperboy doctor --repair"
FORGET: Final = "paperboy doctor --repair --forget-unused-vectors"
_SAMPLE_SIZE: Final = 25
# A process that writes in between makes two states differ; that hardly happens so often.
_ATTEMPTS: Final = 3


def check_database(index: IndexReader) -> Check:
    """Whether SQLite finds the file sound."""
    damage = index.find_damage()
    if damage:
        return Check(
            "database",
            CheckState.FAULT,
            f"The database is damaged: {'; '.join(damage)}.",
            "Stop Paperboy. Put a copy of the file back, or move it away and ingest the digests "
            "again; nothing was changed.",
        )
    count = count_of(index.load_coverage().paper_count, "paper")
    return Check("database", CheckState.OK, f"The database is sound and holds {count}.")


def check_orphans(index: IndexReader) -> Check:
    """Whether every paper stands in a digest."""
    count = len(index.load_unsighted_ids())
    if count:
        sentence = f"{count_of(count, 'paper')} in no digest any more."
        return Check("papers", CheckState.WARNING, sentence, REPAIR)
    return Check("papers", CheckState.OK, "Every paper stands in a digest.")


def check_vocabulary(index: IndexReader, watch: Watch = pass_on) -> Check:
    """Whether the words that spelling goes by are those of the papers."""
    with index.snapshot():
        total = index.load_coverage().paper_count
        counted = count_words(watch(index.iter_papers(), "Counting words", total))
        stored = index.load_vocabulary()
    wrong = sum(counted[word] != stored.get(word, 0) for word in counted.keys() | stored.keys())
    if wrong:
        sentence = f"{count_of(wrong, 'word')} counted wrongly in the vocabulary."
        return Check("vocabulary", CheckState.FAULT, sentence, REPAIR)
    sentence = f"{count_of(len(counted), 'word')} counted as the papers have them."
    return Check("vocabulary", CheckState.OK, sentence)


def check_terms(index: IndexReader, terms: TermIndex | None) -> Check:
    """Whether the search index shows the papers as they are."""
    if terms is None:
        state = CheckState.WARNING if index.load_paper_ids() else CheckState.OK
        sentence = "There is no search index yet; the next search makes it."
        return Check(
            "search index", state, sentence, REPAIR if state is not CheckState.OK else None
        )
    try:
        for _ in range(_ATTEMPTS):
            with index.snapshot():
                if index.latest_revision() == terms.shown_revision():
                    return _compare_terms(index, terms)
        behind = count_of(count_behind(index, terms), "paper")
    except IndexUnusable as error:
        return Check("search index", CheckState.FAULT, str(error), REPAIR)
    return Check(
        "search index",
        CheckState.WARNING,
        f"The search index ({terms.engine}) is {behind} behind; the next search brings it up "
        "to date.",
        REPAIR,
    )


def check_vectors(index: IndexReader, choices: Sequence[EmbedderChoice]) -> list[Check]:
    """Whether papers can be found by their meaning, and what is kept for nothing."""
    holdings = index.load_vector_holdings()
    checks = [_check_removed_vectors(holdings)]
    if not choices:
        sentence = "Words alone decide: search.embedding_model is none."
        return [Check("vectors", CheckState.OK, sentence), *checks, _check_unused(holdings, set())]
    try:
        model = choices[0].open().model.name
    except PaperboyError as error:
        state = CheckState.FAULT if len(choices) > 1 else CheckState.WARNING
        sentence = f"The embedding model {choices[0].name} cannot be used. {error}"
        remedy = "Mend the model, or name another in search.embedding_model."
        return [Check("vectors", state, sentence, remedy), *checks]
    check, missing_count = _check_complete(index, model)
    used = {model} | {
        each.model
        for each in holdings
        # Until the chosen model has read all papers, the default stands in.
        if missing_count and any(choice.owns(each.model) for choice in choices[1:])
    }
    return [check, *checks, _check_unused(holdings, used)]


def mend_vocabulary(index: IndexWriter, watch: Watch = pass_on) -> None:
    """Count the words of all papers anew."""
    with index.transaction():
        total = index.load_coverage().paper_count
        index.replace_vocabulary(count_words(watch(index.iter_papers(), "Counting words", total)))


def mend_vectors(index: IndexWriter, choices: Sequence[EmbedderChoice]) -> None:
    """Forget vectors of removed papers, and look for papers that were overlooked."""
    with index.transaction():
        index.forget_removed_vectors()
        for holding in index.load_vector_holdings():
            if any(choice.owns(holding.model) for choice in choices[:1]):
                index.reopen_pending(holding.model)


def forget_unused_vectors(index: IndexWriter, choices: Sequence[EmbedderChoice]) -> int:
    """Forget the vectors of models that are used no more; returns how many.

    Raises:
        PaperboyError: the chosen model cannot be opened, so nobody knows what is in use.
    """
    used: set[str] = set()
    if choices:
        model = choices[0].open().model.name
        used = {model}
        if index.count_papers_without_vector(model):
            used |= {
                each.model
                for each in index.load_vector_holdings()
                if any(choice.owns(each.model) for choice in choices[1:])
            }
    unused = [each for each in index.load_vector_holdings() if each.model not in used]
    with index.transaction():
        for each in unused:
            index.forget_vectors(each.model)
    return sum(each.count for each in unused)


def _compare_terms(index: IndexReader, terms: TermIndex) -> Check:
    """A search index that says it is up to date, held against the papers."""
    known, shown = index.load_paper_ids(), terms.load_paper_ids()
    lost = (known ^ shown) | _find_unfound(index, terms, sorted(known & shown))
    if lost:
        sentence = (
            f"The search index ({terms.engine}) shows {count_of(len(lost), 'paper')} wrongly."
        )
        return Check("search index", CheckState.FAULT, sentence, REPAIR)
    count = count_of(len(known), "paper")
    sentence = f"The search index ({terms.engine}) is up to date with {count}."
    return Check("search index", CheckState.OK, sentence)


def _find_unfound(index: IndexReader, terms: TermIndex, paper_ids: Sequence[int]) -> set[int]:
    """Of a sample of papers, those that their own title does not find."""
    step = max(1, len(paper_ids) // _SAMPLE_SIZE)
    unfound = set[int]()
    for paper in index.find_papers(paper_ids[::step]):
        request = SearchRequest(query=paper.title)
        unfound |= {paper.paper_id} - terms.keep_matching(
            [paper.paper_id], term_query(request, {}), request
        )
    return unfound


def _check_complete(index: IndexReader, model: str) -> tuple[Check, int]:
    """Whether all papers have a vector, and how many do not."""
    name = short_model_name(model)
    with index.snapshot():
        total = index.load_coverage().paper_count
        missing = index.count_papers_without_vector(model)
        pending = index.count_pending_papers(model)
    if missing > pending:
        sentence = f"{count_of(missing - pending, 'paper')} overlooked by {name}."
        return Check("vectors", CheckState.FAULT, sentence, REPAIR), missing
    if missing:
        sentence = f"{missing:,} of {count_of(total, 'paper')} without a vector of {name} yet."
        remedy = f"`paperboy serve` reads them while it runs; at once: {REPAIR}"
        return Check("vectors", CheckState.WARNING, sentence, remedy), missing
    sentence = f"{count_of(total, 'paper')} with a vector of {name}."
    return Check("vectors", CheckState.OK, sentence), 0


def _check_removed_vectors(holdings: Sequence[VectorHolding]) -> Check:
    count = sum(each.removed_count for each in holdings)
    if count:
        sentence = f"{count_of(count, 'vector')} of removed papers."
        return Check("removed papers", CheckState.WARNING, sentence, REPAIR)
    return Check("removed papers", CheckState.OK, "No vectors are left of removed papers.")


def _check_unused(holdings: Sequence[VectorHolding], used: set[str]) -> Check:
    unused = [each for each in holdings if each.model not in used and each.count]
    if not unused:
        return Check("unused vectors", CheckState.OK, "No vectors are kept for nothing.")
    names = ", ".join(
        f"{short_model_name(each.model)} ({each.byte_count / 1e6:,.1f} MB)" for each in unused
    )
    sentence = f"Vectors of models that are used no more: {names}."
    return Check("unused vectors", CheckState.WARNING, sentence, FORGET)
