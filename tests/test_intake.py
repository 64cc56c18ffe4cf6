from bot.intake import Unread, iter_digests
from bot.models import Digest
from bot.sources.containers import Document, Refusal
from tests.parsing.reading import TODAY, load_sample


def test_a_bad_document_keeps_no_other_from_being_read() -> None:
    documents: list[Document | Refusal] = [
        Document("diary", b"Dear diary"),
        Document("cut.json", b'{"data": [1'),
        Refusal("locked", "it is encrypted."),
        Document("page", load_sample("text_cards.txt").encode("utf-16")),
    ]
    diary, cut, locked, page = iter_digests(documents, today=TODAY)
    assert isinstance(diary, Unread)
    assert diary.is_stranger
    assert isinstance(cut, Unread)
    assert not cut.is_stranger
    assert locked == Unread("locked", "it is encrypted.")
    assert isinstance(page, Digest)
    assert len(page.entries) == 4
