from typing import Any

import pytest

from bot.merging.same_work import is_same_work, tell_of_two_works
from tests.builders import make_paper

TITLE = "Small Caches for Long Contexts"
ABSTRACT = (
    "Large language models keep keys and values of every token in memory while they decode. "
    "We evict those entries that later tokens hardly attend to, and quantize the rest to two "
    "bits. On eight benchmarks the memory falls by a factor of ten, throughput doubles, and "
    "accuracy stays within half a percent of the uncompressed baseline."
)
REVISED = ABSTRACT.replace("eight benchmarks", "twelve benchmarks").replace("ten", "eleven")
REWRITTEN = (
    "While they decode, transformers keep keys and values of all tokens in memory. Here entries "
    "that tokens hardly attend to are evicted, and the rest is quantized to two bits. The memory "
    "falls tenfold and throughput doubles on many tasks, at next to no loss of accuracy."
)
OTHER = (
    "Robots that fold laundry need to see cloth from many sides. We collect demonstrations with "
    "two arms, train a policy by imitation, and find that touch helps more than a third camera "
    "does; the trained policy folds shirts that it never saw before in nine of ten trials."
)


@pytest.mark.parametrize(
    ("facts", "other", "is_same"),
    [
        pytest.param({"arxiv_id": "2604.00001"}, {"arxiv_id": "2604.00001", "title": "Renamed"},
                     True, id="one arXiv id"),
        pytest.param({}, {"title": "small caches – for long contexts", "abstract": REWRITTEN},
                     True, id="one title key"),
        pytest.param({}, {"abstract": OTHER}, False, id="one title, two works"),
        pytest.param({}, {"abstract": "Our caches are small."}, True, id="one title, a short text"),
        pytest.param({}, {"title": "Forgetting Is Enough"}, True, id="a new title, one abstract"),
        pytest.param({}, {"title": "Forgetting Is Enough", "abstract": REVISED}, True,
                     id="a revised abstract"),
        pytest.param({}, {"title": "Small Caches for Very Long Contexts", "abstract": REWRITTEN},
                     True, id="an abstract written anew, nearly one title"),
        pytest.param({}, {"title": "Forgetting Is Enough", "abstract": REWRITTEN}, False,
                     id="written anew, another title"),
        pytest.param({}, {"title": "Small Caches for Very Long Contexts", "abstract": OTHER},
                     False, id="nearly one title, another abstract"),
        pytest.param({"abstract": ""}, {"title": "Small Caches, for the Long Context"}, True,
                     id="one title but for its endings, one abstract unknown"),
        pytest.param({"abstract": ""}, {"title": "Small Caches for Long Contexts 2"}, False,
                     id="a second part, one abstract unknown"),
        pytest.param({"abstract": "Study 1 of it."}, {"title": "B", "abstract": "Study 1 of it."},
                     False, id="abstracts that say too little"),
        pytest.param({"abstract": ""}, {"title": "???", "abstract": ""}, False, id="no words"),
        pytest.param({"arxiv_id": "2604.00001"}, {"arxiv_id": "2604.00002", "title": "Renamed",
                      "abstract": OTHER}, False, id="nothing in common"),
    ],
)  # fmt: skip
def test_one_work(facts: dict[str, Any], other: dict[str, Any], *, is_same: bool) -> None:
    known = {"title": TITLE, "abstract": ABSTRACT}
    one, two = make_paper(1, **{**known, **facts}), make_paper(2, **{**known, **other})

    assert is_same_work(one, two) is is_same
    assert is_same_work(two, one) is is_same


GERMAN = (
    "Roboter, die Wäsche falten, müssen den Stoff von vielen Seiten sehen. Wir sammeln "
    "Vorführungen mit zwei Armen, lernen daraus durch Nachahmung und finden, dass das Tasten mehr "
    "hilft als eine dritte Kamera; die Strategie faltet neun von zehn neuen Hemden."
)


@pytest.mark.parametrize(
    ("other", "are_two"),
    [
        pytest.param(OTHER, True, id="another matter"),
        pytest.param(ABSTRACT, False, id="the same words"),
        pytest.param(REVISED, False, id="a revision"),
        pytest.param(REWRITTEN, False, id="written anew"),
        pytest.param(ABSTRACT[:200], False, id="cut off"),
        pytest.param("We fold the laundry with two arms.", False, id="it says too little"),
        pytest.param(GERMAN, False, id="another language: it may be a translation"),
        pytest.param("", False, id="unknown"),
    ],
)
def test_abstracts_tell_of_two_works(other: str, *, are_two: bool) -> None:
    assert tell_of_two_works(ABSTRACT, other) is are_two
    assert tell_of_two_works(other, ABSTRACT) is are_two
