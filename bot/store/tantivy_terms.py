"""The term index as a folder of the search engine tantivy.

One field holds a paper's terms with the title's counted several times, another its pairs; the
filters and sort orders are columns. The revision that is shown is a document of its own, so it is
committed together with the papers it speaks of, or not at all.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import tantivy
from tantivy import Occur, Query

from bot.errors import IndexUnusable
from bot.models import SearchRequest, SortOrder
from bot.searching.query import Phrase, TermQuery
from bot.searching.terms import TERMS_VERSION
from bot.services.ports import Revision, TermDocument
from bot.store.term_filters import (
    column_limits,
    column_values,
    organization_names,
    wanted_organization,
)

_TOKENIZER: Final = "white_space"
_REVISION_ID: Final = 0  # papers are numbered from 1
# With 20 MB, the 18,000 papers of an archive of 100 MB come in eight pieces, which are merged: that
# takes 45 MB more than is saved.
_HEAP_BYTES: Final = 50_000_000
_LOCK_IS_HELD: Final = "LockBusy"  # as tantivy puts it
_COLUMNS: Final = {
    SortOrder.NEWEST: "newest",
    SortOrder.COMMENTS: "comments",
    SortOrder.UPVOTES: "upvotes",
}


def _build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Signed: deleting by an unsigned term deletes nothing (tantivy 0.27).
    builder.add_integer_field("paper_id", indexed=True, fast=True)
    builder.add_text_field("words", tokenizer_name=_TOKENIZER, index_option="position")
    builder.add_text_field("pairs", tokenizer_name=_TOKENIZER, index_option="freq")
    builder.add_text_field("organization", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("has_code", indexed=True)
    for column in _COLUMNS.values():
        builder.add_unsigned_field(column, fast=True)
    builder.add_text_field("revision", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


_SCHEMA: Final = _build_schema()


class TantivyTermIndex:
    """Implements `bot.services.ports.TermIndex`; what is damaged or outdated is made anew."""

    engine = "tantivy"

    def __init__(self, path: Path | None, *, as_it_is: bool = False) -> None:
        """Open or make the index in that folder; without a path, in memory.

        Args:
            path: the folder.
            as_it_is: make nothing, and nothing anew: for looking whether something is wrong.

        Raises:
            IndexUnusable: the folder cannot be written; or what is there cannot be used as it is.
        """
        self._path = path
        self._as_it_is = as_it_is
        self._index = self._open()

    def close(self) -> None:
        """Nothing is held open: the files are mapped, and dropped with the object."""

    def shown_revision(self) -> Revision | None:
        """The state of the papers that searches show; None where it is of another version."""
        self._reload()
        searcher = self._index.searcher()
        found = searcher.search(Query.term_query(_SCHEMA, "paper_id", _REVISION_ID), 1).hits
        if not found:
            return None
        version, number, token = json.loads(str(searcher.doc(found[0][1])["revision"][0]))
        return Revision(number, token) if version == TERMS_VERSION else None

    def load_paper_ids(self) -> set[int]:
        """The numbers of all papers that searches show."""
        searcher = self._index.searcher()
        found = searcher.search(_all_papers(), max(1, searcher.num_docs), count=False)
        return set(_paper_ids(searcher, found))

    def search(
        self, query: TermQuery, request: SearchRequest, *, limit: int, offset: int = 0
    ) -> tuple[int, list[tuple[int, float]]]:
        """How many papers match and fulfil the request's filters; and some of them."""
        searcher = self._index.searcher()
        column = _COLUMNS.get(request.sort)
        found = searcher.search(
            _compile(query, request),
            # The engine reserves room for as many as are asked for.
            min(limit, max(1, searcher.num_docs)),
            offset=offset,
            order_by_field=column,
        )
        scores = [0.0 if column else float(score) for score, _ in found.hits]
        total: int = found.count  # type: ignore[attr-defined] # missing in tantivy's stubs
        return total, list(zip(_paper_ids(searcher, found), scores, strict=True))

    def keep_matching(
        self, paper_ids: Sequence[int], query: TermQuery, request: SearchRequest
    ) -> set[int]:
        """Those of the papers that match the query and fulfil the request's filters."""
        if not paper_ids:
            return set()
        demands = [
            (Occur.Must, Query.term_set_query(_SCHEMA, "paper_id", list(paper_ids))),
            (Occur.Must, _compile(query, request)),
        ]
        searcher = self._index.searcher()
        found = searcher.search(Query.boolean_query(demands), len(paper_ids), count=False)
        return set(_paper_ids(searcher, found))

    def count_papers(self, words: Iterable[str], pairs: Iterable[str]) -> dict[str, int]:
        """In about how many papers each word or pair stands; those in none are left out."""
        searcher = self._index.searcher()
        return {
            term: count
            for field, terms in (("words", words), ("pairs", pairs))
            for term in terms
            if (count := int(searcher.doc_freq(field, term)))
        }

    @contextmanager
    def writing(self) -> Iterator["_TantivyTermWriter | None"]:
        """A way to change the index; None while another process has it."""
        try:
            writer = self._index.writer(_HEAP_BYTES, 1)
        except ValueError as error:
            if _LOCK_IS_HELD not in str(error):
                raise self._unusable(error) from error
            yield None
            return
        try:
            yield _TantivyTermWriter(writer, self._unusable)
        finally:
            # Without what was not committed; pieces that grew many are merged before the lock
            # is given back.
            writer.rollback()
            writer.wait_merging_threads()
            self._reload()

    def _reload(self) -> None:
        """Show what was last committed; where the files were taken away, begin anew."""
        try:
            self._index.reload()
        except ValueError:
            self._index = self._open()

    def _open(self) -> tantivy.Index:
        try:
            try:
                index = self._open_or_make()
            except (OSError, ValueError):
                # Damaged, or of another layout: it is derived, so nothing is lost.
                if self._path is None or self._as_it_is:
                    raise
                shutil.rmtree(self._path, ignore_errors=True)
                index = self._open_or_make()
        except (OSError, ValueError) as error:
            raise self._unusable(error) from error
        white_space = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(_TOKENIZER, white_space)
        return index

    def _open_or_make(self) -> tantivy.Index:
        if self._path is None:
            return tantivy.Index(_SCHEMA)
        if self._as_it_is:
            if not tantivy.Index.exists(str(self._path)):
                raise ValueError("it is not complete")
            return tantivy.Index(_SCHEMA, path=str(self._path), reuse=True)
        self._path.mkdir(parents=True, exist_ok=True)
        return tantivy.Index(_SCHEMA, path=str(self._path), reuse=True)

    def _unusable(self, error: Exception) -> IndexUnusable:
        return IndexUnusable(
            f"The search index {self._path} cannot be used ({error}). Check that this user may "
            "write to that folder, and that the disk is not full; the folder can be deleted, and "
            "is then made anew."
        )


class _TantivyTermWriter:
    """Implements `bot.services.ports.TermWriter`."""

    def __init__(
        self, writer: tantivy.IndexWriter, explain: Callable[[Exception], IndexUnusable]
    ) -> None:
        self._writer = writer
        self._explain = explain

    def clear(self) -> None:
        """Forget everything."""
        self._writer.delete_all_documents()

    def put(self, documents: Iterable[TermDocument]) -> None:
        """Add or replace papers."""
        for document in documents:
            made = _as_document(document)
            with self._explained():
                self._writer.delete_documents_by_term("paper_id", document.paper.paper_id)
                self._writer.add_document(made)

    def remove(self, paper_ids: Iterable[int]) -> None:
        """Take papers out."""
        for paper_id in paper_ids:
            self._writer.delete_documents_by_term("paper_id", paper_id)

    def commit(self, revision: Revision) -> None:
        """Show all of it, as the papers' state of that revision."""
        self.remove([_REVISION_ID])
        mark = tantivy.Document()
        mark.add_integer("paper_id", _REVISION_ID)
        mark.add_text("revision", json.dumps([TERMS_VERSION, revision.number, revision.token]))
        with self._explained():
            self._writer.add_document(mark)
            self._writer.commit()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the engine says, as of a full disk, into a sentence that names the folder."""
        try:
            yield
        except ValueError as error:
            raise self._explain(error) from error


def _paper_ids(searcher: tantivy.Searcher, found: tantivy.SearchResult) -> list[int]:
    ids = searcher.fast_field_values("paper_id", [address for _, address in found.hits])
    return [int(paper_id or 0) for paper_id in ids]


def _as_document(source: TermDocument) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("paper_id", source.paper.paper_id)
    document.add_text("words", source.terms.words)
    document.add_text("pairs", source.terms.pairs)
    for name in organization_names(source.paper.organization):
        document.add_text("organization", name)
    document.add_unsigned("has_code", int(source.paper.code_url is not None))
    for order, value in column_values(source.paper).items():
        document.add_unsigned(_COLUMNS[order], value)
    return document


def _compile(query: TermQuery, request: SearchRequest) -> Query:
    alternatives = [*_weigh("words", query.words), *_weigh("pairs", query.pairs)]
    phrases = [(Occur.Must, _phrase(phrase)) for phrase in query.phrases]
    filters = list(_filters(query, request))
    if alternatives and not phrases and not filters:
        # Alternatives by themselves are looked up a quarter faster than inside a condition.
        return Query.boolean_query(alternatives)
    wanted = [(Occur.Must, Query.boolean_query(alternatives))] if alternatives else []
    extras = [*_weigh("words", query.extra_words), *_weigh("pairs", query.extra_pairs)]
    wanted = [*wanted, *phrases] or [(Occur.Must, _all_papers())]
    return Query.boolean_query([*wanted, *extras, *filters])


def _all_papers() -> Query:
    """Every paper, and not the document that holds the revision."""
    papers = Query.range_query(_SCHEMA, "paper_id", tantivy.FieldType.Integer, 1, None)
    return Query.const_score_query(papers, 0.0)


def _weigh(field: str, weights: Mapping[str, float]) -> Iterator[tuple[Occur, Query]]:
    for term, weight in weights.items():
        query = Query.term_query(_SCHEMA, field, term, "freq")
        yield Occur.Should, query if weight == 1.0 else Query.boost_query(query, weight)


def _phrase(terms: Phrase) -> Query:
    if len(terms) == 1:
        return Query.term_query(_SCHEMA, "words", terms[0], "freq")
    return Query.phrase_query(_SCHEMA, "words", list(terms))


def _filters(query: TermQuery, request: SearchRequest) -> Iterator[tuple[Occur, Query]]:
    """What decides without counting for the score."""
    for phrase in query.excluded:
        yield Occur.MustNot, _phrase(phrase)
    for order, (least, most) in column_limits(request).items():
        limits = Query.range_query(
            _SCHEMA, _COLUMNS[order], tantivy.FieldType.Unsigned, least, most
        )
        yield Occur.Must, Query.const_score_query(limits, 0.0)
    for field, value in (
        ("has_code", 1 if request.has_code else None),
        ("organization", wanted_organization(request)),
    ):
        if value is not None:
            fits = Query.term_query(_SCHEMA, field, value)
            yield Occur.Must, Query.const_score_query(fits, 0.0)
