"""Text in, digest out. Every form of digest is one file; `bot.parsing.formats` lists them.

    bytes ── decode ──> text      decoding.py
    text ── detect ──> one format ── parse ──> entries, and what could not be read
             formats.py    text_cards.py, text_pairs.py, api_json.py, html_page.py, …

To teach Paperboy another form, write a file that ends in a `DigestFormat`, and add it to
`FORMATS`: its name, a description for people, how to recognise a text, and how to read it.
"""

from bot.parsing.digest import parse_content, parse_digest

__all__ = ["parse_content", "parse_digest"]
