"""The index on disk: the only room that knows SQLite and the search engine."""

from bot.store.connection import open_community, open_reader, open_writer
from bot.store.term_index import find_terms, open_terms

__all__ = ["find_terms", "open_community", "open_reader", "open_terms", "open_writer"]
