"""The index on disk: the only room that knows SQLite."""

from bot.store.connection import open_reader, open_writer

__all__ = ["open_reader", "open_writer"]
