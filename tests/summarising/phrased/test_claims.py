import pytest

from bot.summarising.phrased.claims import find_fault

QUOTE = (
    "We show that SnapCache reduces memory by up to 2.7× over cuDNN 9.13 on three H100 GPUs, "
    "and may not help small models."
)
PLAIN = "SnapCache prunes keys without training and outperforms dense attention on long documents."


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        pytest.param(PLAIN, PLAIN, id="word for word"),
        pytest.param("SnapCache may not help small models.", QUOTE, id="a part"),
        pytest.param(
            "It may be that SnapCache reduces memory by at most 2.7 times on 3 H100 GPUs.",
            QUOTE,
            id="reworded",
        ),
        pytest.param(
            "According to the authors, SnapCache prunes keys without training.", PLAIN, id="told"
        ),
        pytest.param(
            "Dense attention is outperformed by SnapCache on long documents.",
            PLAIN,
            id="in the passive",
        ),
        pytest.param(
            "Without training, SnapCache outperforms dense attention.", PLAIN, id="another order"
        ),
        pytest.param(
            "SnapCache prunes the keys of documents.", PLAIN, id="what is denied left out"
        ),
    ],
)
def test_what_its_source_says_may_be_said(text: str, cited: str) -> None:
    assert find_fault(text, [cited]) is None


@pytest.mark.parametrize(
    ("text", "cited", "fault"),
    [
        pytest.param("SnapCache may reduce memory by up to 2.8×.", QUOTE, "figure", id="figure"),
        pytest.param("SnapCache may reduce memory by 2.7×.", QUOTE, "figure", id="up to is lost"),
        pytest.param(
            "SnapCache prunes keys without training since 2024.", PLAIN, "figure", id="a year"
        ),
        pytest.param("SnapCache prunes keys with training.", PLAIN, "negated", id="negation lost"),
        pytest.param("SnapCache does not prune keys.", PLAIN, "negated", id="negation added"),
        pytest.param("SnapCache helps small models.", QUOTE, "certain|negated", id="hedge lost"),
        pytest.param(
            "Dense attention outperforms SnapCache on long documents.",
            PLAIN,
            "compared",
            id="swapped",
        ),
        pytest.param(
            "Alpha outperforms Beta on long documents and hard questions.",
            "Beta outperforms Alpha on long documents and hard questions.",
            "compared",
            id="swapped before a long tail",
        ),
        pytest.param(
            "SnapCache is outperformed by dense attention on long documents.",
            PLAIN,
            "compared",
            id="swapped by the passive",
        ),
        pytest.param(
            "The training of dense models is irreproducible across seeds.",
            "The training of dense models is reproducible across seeds.",
            "opposite",
            id="a prefix that denies",
        ),
        pytest.param(
            "The training of dense models is reproducible across seeds.",
            "The training of dense models is irreproducible across seeds.",
            "opposite",
            id="a prefix that denies, lost",
        ),
        pytest.param(
            "SnapCache prunes keys without training, says evil．com.",
            PLAIN,
            "link",
            id="a link in wide signs",
        ),
        pytest.param("SnapCache prunes ＠everyone keys.", PLAIN, "mention", id="a wide mention"),
        pytest.param(
            "SnapCache prunes k\u200deys without training.", PLAIN, "nobody sees", id="unseen signs"
        ),
        pytest.param(
            "SnapCache prunes keys without training at Google.", PLAIN, "name", id="a name"
        ),
        pytest.param(
            "Robots need dense attention on long documents.", PLAIN, "name", id="a new subject"
        ),
        pytest.param(
            "SnapCache always prunes keys without training.", PLAIN, "weighty", id="always"
        ),
        pytest.param(
            "SnapCache slows dense attention on long documents.", PLAIN, "direction", id="slower"
        ),
        pytest.param(
            "Deserts shift because wind moves sand.", PLAIN, "hardly", id="something else"
        ),
        pytest.param("We prune keys without training in SnapCache.", PLAIN, "somebody", id="we"),
        pytest.param(
            "You should use SnapCache without training keys.", PLAIN, "somebody", id="you"
        ),
        pytest.param("SnapCache (https://a.example) prunes keys.", PLAIN, "link", id="a link"),
        pytest.param("SnapCache prunes keys, says evil.com.", PLAIN, "link", id="a bare link"),
        pytest.param("SnapCache prunes @everyone keys.", PLAIN, "mention", id="a mention"),
        pytest.param("SnapCache prunes `keys` without training.", PLAIN, "signs", id="code"),
        pytest.param("SnapCache prunes <@123> keys.", PLAIN, "mention", id="a member"),
        pytest.param("SnapCache prunes keys. " * 30, PLAIN, "long", id="too long"),
        pytest.param(
            "This paper is the best on SnapCache keys training.",
            PLAIN,
            "praise|best|name",
            id="praise",
        ),
        pytest.param(
            "SnapCache prunes keys hurriedly, cheaply and quietly.",
            PLAIN,
            "words",
            id="many new words",
        ),
    ],
)
def test_what_its_source_does_not_say_may_not(text: str, cited: str, fault: str) -> None:
    found = find_fault(text, [cited])

    assert found is not None
    assert any(word in found for word in fault.split("|")), found


def test_each_cited_sentence_must_be_used() -> None:
    assert find_fault("SnapCache prunes keys without training.", [PLAIN, "Sand moves by night."])
    assert find_fault("Deserts shift and sand moves.", [PLAIN])
