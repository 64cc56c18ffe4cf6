from typing import Any

import pytest

from bot.models import Organization, Paper
from bot.searching.sharing import Sharing
from bot.searching.telling import Rarity, tally_terms
from tests.builders import make_paper

NVIDIA = Organization("nvidia", "NVIDIA")
# Common words of an index of a thousand papers; what is not here, three papers have.
COMMON = {"model": 700, "train": 400, "attent": 120, "languag_model": 300, "languag": 320}


def rarity_of(asked: Paper | str) -> Rarity:
    if isinstance(asked, Paper):
        tally = tally_terms(asked.title, asked.abstract, asked.keywords)
    else:
        tally = tally_terms("", asked)
    return Rarity({term: COMMON.get(term, 3) for term in tally.terms()}, 1000)


def shared_terms(asked: Paper | str, other: Paper) -> tuple[str, ...]:
    return Sharing(asked, rarity_of(asked)).find(other).terms


def paper(title: str, abstract: str = "", **facts: Any) -> Paper:
    return make_paper(1, title, abstract=abstract, **facts)


@pytest.mark.parametrize(
    ("asked", "other", "terms"),
    [
        pytest.param(
            paper("KV Cache Eviction"), paper("A Paged KV Cache"), ("KV Cache",),
            id="a phrase, not its words",
        ),
        pytest.param(
            paper("Smaller", "We evict from the KV cache."),
            paper("Paged KV-Caches", "The KV cache is paged."),
            ("KV cache",),
            id="as running text writes it",
        ),
        pytest.param(
            paper("Quantizing Models"), paper("Model Quantization"), ("Quantizing",),
            id="a word in other forms, as the asked has it",
        ),
        pytest.param(
            paper("Language Models that Train"), paper("Training Language Models"), (),
            id="nothing that many have",
        ),
        pytest.param(
            paper("We Show Extensive Experiments"), paper("They Show Extensive Experiments"), (),
            id="nothing that all say",
        ),
        pytest.param(paper("The Of And Is"), paper("The Of And Is"), (), id="no stop words"),
        pytest.param(paper("In 2048 Steps of 7"), paper("To 2048 by 7"), (), id="no numbers"),
        pytest.param(
            paper("One", "A zebra."), paper("Two", "A zebra."), (), id="no word said in passing"
        ),
        pytest.param(
            paper("One", "Zebras and a zebra."), paper("Two", "A zebra, two zebras."), ("zebra",),
            id="a word said again",
        ),
        pytest.param(
            paper("On Decoding. Speculative Ideas"), paper("Decoding, Speculative Ones"),
            ("Decoding", "Speculative"),
            id="no phrase across a sign",
        ),
        pytest.param(
            paper("Memory-Efficient Caches"), paper("Efficient Caches Elsewhere"), ("Caches",),
            id="no half of a compound",
        ),
        pytest.param(
            paper("Zebra Gaussian Splatting"), paper("A Gaussian Splatting of Zebras"),
            ("Gaussian Splatting", "Zebra"),
            id="a phrase first",
        ),
        pytest.param(
            paper("Multimodal Large Language Models"), paper("Multimodal Large Language Models 2"),
            ("Multimodal Large Language Models",),
            id="a phrase as a whole",
        ),
        pytest.param(
            paper("One", keywords=("state space",)), paper("Two", keywords=("state space",)),
            ("state space",),
            id="keywords",
        ),
        pytest.param(
            paper("Zebras Lions Apes Gnus"), paper("Gnus, Apes, Lions, Zebras"),
            ("Apes", "Gnus", "Lions"),
            id="three at most, always the same",
        ),
        pytest.param(
            "has anybody tried a paged kv cache?", paper("A Paged KV Cache"), ("paged kv cache",),
            id="a text",
        ),
        pytest.param("", paper("A Paged KV Cache"), (), id="no text"),
        pytest.param(paper("???"), paper("!!!"), (), id="no words"),
        pytest.param(
            paper("Erdős Graphs"), paper("On Erdos Graphs"), ("Erdős Graphs",), id="accents"
        ),
    ],
)  # fmt: skip
def test_papers_share(asked: Paper | str, other: Paper, terms: tuple[str, ...]) -> None:
    assert shared_terms(asked, other) == terms


@pytest.mark.parametrize(
    ("paper_counts", "paper_count", "terms"),
    [
        pytest.param({"zebra": 2}, 5, ("Zebra",), id="two of five"),
        pytest.param({"zebra": 2}, 4, (), id="half of a small index"),
        pytest.param({"zebra": 100}, 1000, ("Zebra",), id="a tenth"),
        pytest.param({"zebra": 101}, 1000, (), id="more"),
    ],
)
def test_what_is_common_depends_on_the_index(
    paper_counts: dict[str, int], paper_count: int, terms: tuple[str, ...]
) -> None:
    sharing = Sharing(paper("Zebra"), Rarity(paper_counts, paper_count))

    assert sharing.find(paper("Zebras")).terms == terms


@pytest.mark.parametrize(
    ("facts", "other_facts", "organization", "author"),
    [
        pytest.param(
            {"organization": NVIDIA}, {"organization": Organization("nvidia", "Nvidia")},
            NVIDIA, None,
            id="organisation",
        ),
        pytest.param(
            {"organization": NVIDIA}, {"organization": Organization("mit", "MIT")}, None, None,
            id="another one",
        ),
        pytest.param({}, {}, None, None, id="unknown is nothing shared"),
        pytest.param(
            {"authors": ("Ann Lee", "Paul Erdős")}, {"authors": ("paul erdos",)},
            None, "Paul Erdős",
            id="author, however written",
        ),
    ],
)  # fmt: skip
def test_makers_are_shared(
    facts: dict[str, Any],
    other_facts: dict[str, Any],
    organization: Organization | None,
    author: str | None,
) -> None:
    asked, other = paper("One", **facts), paper("Two", **other_facts)

    shared = Sharing(asked, rarity_of(asked)).find(other)

    assert (shared.organization, shared.author) == (organization, author)
