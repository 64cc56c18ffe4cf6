"""Tldrs of an index that was filled when they were chosen by another rule."""

from collections.abc import Mapping
from typing import Final, Protocol

from bot.services.ports import IndexReader, IndexWriter
from bot.summarising.tldr import TLDR_RULE, choose_tldr

_RULE_KEY: Final = "tldr_rule"
# So many papers are done before other processes that write get a turn.
_BATCH_SIZE: Final = 200


class TldrWriter(IndexWriter, Protocol):
    """Changes to the index, tldrs alone among them."""

    def replace_tldrs(self, tldrs: Mapping[int, str]) -> None:
        """Replace the tldrs of the papers with those numbers.

        That is no new revision: nothing that follows the papers holds tldrs.
        """
        ...


def tldrs_are_current(index: IndexReader) -> bool:
    """Whether all tldrs are what would be chosen today."""
    return index.find_kept_value(_RULE_KEY) == str(TLDR_RULE)


def renew_tldrs(index: TldrWriter) -> int:
    """Choose all tldrs anew where that was done by another rule; returns how many changed.

    Where it is broken off, it begins anew the next time: doing it twice changes nothing.
    """
    if tldrs_are_current(index):
        return 0
    paper_ids = sorted(index.load_paper_ids())
    count = 0
    for start in range(0, len(paper_ids), _BATCH_SIZE):
        # Read inside: another process may just have learnt of a better abstract.
        with index.transaction():
            changed = {}
            for paper in index.find_papers(paper_ids[start : start + _BATCH_SIZE]):
                tldr = choose_tldr(paper.title, paper.abstract)
                if tldr != paper.tldr:
                    changed[paper.paper_id] = tldr
            index.replace_tldrs(changed)
        count += len(changed)
    index.keep_value(_RULE_KEY, str(TLDR_RULE))
    return count
