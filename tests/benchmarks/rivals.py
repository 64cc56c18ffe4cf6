"""Search engines driven directly over the same texts: what the whole search is compared with.

Each counts a title twice, leaves stop words out of the question, compares stems, takes any of the
words, and answers with the ten best papers' numbers, from 0 in the order they were given.
"""

from collections.abc import Iterable
from pathlib import Path

import bm25s
import Stemmer
import tantivy

from bot.text.words import STOP_WORDS, iter_word_parts

LIMIT = 10
_WRITER_BYTES = 128 * 2**20


class Tantivy:
    """tantivy on disk: one field, its own English stemmer."""

    def __init__(self, papers: Iterable[tuple[str, str]], folder: Path) -> None:
        schema = (
            tantivy.SchemaBuilder()
            .add_unsigned_field("number", stored=True, fast=True)
            .add_text_field("text", tokenizer_name="en_stem")
            .build()
        )
        folder.mkdir(parents=True)
        self._index = tantivy.Index(schema, path=str(folder))
        writer = self._index.writer(_WRITER_BYTES, 1)
        for number, (title, abstract) in enumerate(papers):
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("text", f"{title}\n{title}\n{abstract}")
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, question: str) -> list[int]:
        """The numbers of the ten best papers."""
        words = [word for word in iter_word_parts(question) if word not in STOP_WORDS]
        query = self._index.parse_query(" ".join(words), ["text"])
        found = self._searcher.search(query, LIMIT, count=False)
        addresses = [address for _, address in found.hits]
        numbers = self._searcher.fast_field_values("number", addresses)
        return [int(number or 0) for number in numbers]


class Bm25s:
    """bm25s in memory with numpy: its own tokenizer, English stop words and stemmer."""

    def __init__(self, papers: Iterable[tuple[str, str]]) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._index = bm25s.BM25(backend="numpy")
        texts = [f"{title}\n{title}\n{abstract}" for title, abstract in papers]
        self._index.index(self._split(texts), show_progress=False)

    def search(self, question: str) -> list[int]:
        """The numbers of the ten best papers."""
        numbers, _ = self._index.retrieve(
            self._split([question]),
            k=LIMIT,
            show_progress=False,
            backend_selection="numpy",
        )
        return [int(number) for number in numbers[0]]

    def _split(self, texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)
