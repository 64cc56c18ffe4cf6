import pytest

from bot.models import Paper
from bot.summarising.evidence import Candidate, rate_sentences, seek
from bot.summarising.questions import understand_question
from bot.summarising.quoting import (
    Demand,
    choose_sentences,
    holds_figure,
    holds_negation,
)
from bot.text.sentences import split_sentences
from bot.text.words import fold_word_parts, stem
from tests.builders import make_paper


def ask(text: str, *papers: Paper, evidence: tuple[float, ...] = (), demand: Demand | None = None,
        ) -> list[str]:  # fmt: skip
    """The chosen sentences of papers that hold evidence alike, unless said otherwise."""
    question = understand_question(text)
    sought = seek(
        question.subject, dict.fromkeys(map(stem, fold_word_parts(question.subject)), 1.0)
    )
    candidates = [
        Candidate(paper, sentences, rate_sentences(sought, sentences, None), (), share)
        for paper, share in zip(papers, evidence or [0.9] * len(papers), strict=True)
        for sentences in [split_sentences(paper.abstract)]
    ]
    return [each.text for each in choose_sentences(question, candidates, demand or Demand())]


def paper(*sentences: str, number: int = 1) -> Paper:
    return make_paper(number, f"Paper {number}", abstract=" ".join(sentences))


def test_a_number_is_preferred_where_how_much_is_asked() -> None:
    asked = paper(
        "Paged caches hold the keys of long dialogues in small blocks.",
        "Paged caches answer 2.7× as fast as whole ones do.",
    )
    assert ask("how fast are paged caches?", asked, demand=Demand(further_limit=0)) == [
        "Paged caches answer 2.7× as fast as whole ones do."
    ]


def test_only_numbers_where_the_demand_is_strict() -> None:
    asked = paper("The dataset covers many dialects of one language.")
    assert ask("how large is the dataset?", asked, demand=Demand(is_strict=True)) == []


def test_a_definition_is_preferred_where_what_is_is_asked() -> None:
    asked = paper(
        "Speculative decoding grows popular with every month that passes.",
        "Speculative decoding is a way to draft tokens with a small model.",
        "On two tasks speculative decoding halves the time that answers need.",
    )
    assert ask("what is speculative decoding?", asked, demand=Demand(further_limit=0)) == [
        "Speculative decoding is a way to draft tokens with a small model."
    ]


def test_one_sentence_of_each_of_several_papers() -> None:
    papers = [
        paper("We prune networks of robots while they walk.", number=1),
        paper("A spiking chip likes to prune its networks at night.", number=2),
        paper("Whoever will prune speech networks loses vowels first.", number=3),
        paper("To prune wide networks a single pass suffices on phones.", number=4),
        paper("Gardeners of code prune networks by their gradients.", number=5),
    ]
    assert len(ask("which papers prune networks?", *papers)) == 4


def test_a_paper_with_far_less_evidence_is_not_quoted() -> None:
    papers = [paper("We prune networks with care.", number=1),
              paper("Others prune networks of their own kind.", number=2)]  # fmt: skip
    assert len(ask("pruning networks", *papers, evidence=(0.9, 0.1))) == 1


def test_the_same_is_not_said_twice() -> None:
    sentence = "We prune networks until a tenth of their weights is left."
    papers = [paper(sentence, number=1), paper(sentence, number=2)]
    assert ask("pruning networks", *papers) == [sentence]


def test_where_the_code_is_is_no_answer() -> None:
    asked = paper("The code of our pruning is available at https://example.org/pruning.")
    assert ask("where does pruning help?", asked) == []


def test_what_leans_on_the_sentence_before_comes_with_it() -> None:
    asked = paper(
        "Sparse attention reads a part of the keys.",
        "It halves the energy that phones spend on translation.",
    )
    assert ask("energy phones translation", asked) == [
        "Sparse attention reads a part of the keys.",
        "It halves the energy that phones spend on translation.",
    ]


def test_a_negation_is_not_answered_as_its_opposite() -> None:
    uses = paper("Our model uses attention in every one of its layers.", number=1)
    does_not = paper("Our model needs no attention to read long texts.", number=2)
    assert ask("which models do not use attention?", uses) == []
    assert ask("which models do not use attention?", uses, does_not) == [does_not.abstract]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("It is 2.7× faster.", True, id="times"),
        pytest.param("It saves 40 % of the memory.", True, id="percent"),
        pytest.param("It halves nothing, but needs three passes.", True, id="number word"),
        pytest.param("We compare with GPT-4 on H100 cards.", False, id="digits in names"),
        pytest.param("It is much faster.", False, id="no figure"),
    ],
)
def test_figures(sentence: str, expected: bool) -> None:  # noqa: FBT001
    assert holds_figure(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("It learns without any human labels.", True, id="without"),
        pytest.param("It does not rely on labels.", True, id="not"),
        pytest.param("A label-free method.", True, id="free"),
        pytest.param("It learns from labels, not from text.", False, id="not of another thing"),
        pytest.param("Not all is lost; labels help.", False, id="another clause"),
        pytest.param("It learns from labels.", False, id="no negation"),
    ],
)
def test_negations(sentence: str, expected: bool) -> None:  # noqa: FBT001
    assert holds_negation(sentence, ["labels"]) is expected
