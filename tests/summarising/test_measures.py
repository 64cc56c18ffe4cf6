import pytest

from bot.models import Paper, QuotedSentence, ReportedNumber
from bot.summarising.measures import find_baseline, find_measure
from bot.summarising.numbers import (
    NUMBER_LIMIT,
    NUMBERS_PER_PAPER,
    find_reported_numbers,
    read_numbers,
)
from bot.summarising.quantities import iter_quantities
from tests.builders import make_paper

CASES = [
    ("It is 1.3× faster than cuDNN 9.13 on B200.", "faster", "cuDNN 9.13 on B200"),
    ("A speedup of 1.3× over cuDNN 9.13 on B200.", "speedup", "cuDNN 9.13 on B200"),
    ("It reaches 85.1% accuracy on SWE-bench.", "accuracy on SWE-bench", ""),
    ("It reduces memory by up to 70%.", "reduces memory", ""),
    ("Cutting time costs by 43%, it wins.", "Cutting time costs", ""),
    ("An average improvement of 5.07 points over imitation.", "improvement", "imitation"),
    ("It records 92.2% on MMBench.", "on MMBench", ""),
    ("It beats Self Forcing by 19.3% in Dynamic Degree.", "Dynamic Degree", "Self Forcing"),
    ("XDLM surpasses UDLM by 5.4 points on text benchmarks.", "on text benchmarks", "UDLM"),
    ("Good results on GAIA (72.8%).", "GAIA", ""),
    ("It holds 33K high-quality trajectories.", "high-quality trajectories", ""),
    ("It has 7B parameters.", "parameters", ""),
    ("It gets an FID of 1.93 on it.", "FID", ""),
    ("It saves 75% compared to training from scratch.", "", "training"),
    ("It needs 2× fewer rollouts compared to naive search.", "fewer rollouts", "naive search"),
    ("Throughput is 3.1× that of vLLM.", "Throughput", "vLLM"),
    ("It solves up to 97.4% of all problems.", "problems", ""),
    ("Gains range from 10% to as much as 10×.", "", ""),
    ("It costs $0.08 per task vs. 0.002 before.", "per task", "0.002 before"),
    ("We recorded 117.5 hours of clean speech.", "clean speech", ""),
    ("It is two orders of magnitude more efficient.", "more efficient", ""),
    ("It improves robots on sand by 20%.", "improves robots on sand", ""),
    ("It yields a 9.9% relative gain over GRPO.", "relative gain", "GRPO"),
    ("It yields 9.9% relative to standard GRPO.", "", "standard GRPO"),
    ("It reaches only 27.3% overall accuracy.", "overall accuracy", ""),
    ("It gives a 20x rendering speedup.", "rendering speedup", ""),
    ("It boosts success from 78% to 97% relative to it.", "boosts success", ""),
    ("Results on sets such as GAIA (72.8%).", "GAIA", ""),
    ("They are 38% and 36%, respectively.", "", ""),
    ("Where rival methods fall to 0%, ours holds.", "", ""),
    ("It takes one hour in place of 10-14 GPU days.", "", ""),
    ("The factors are 1.2× & 1.4×.", "", ""),
    ("Against SmoothQuant it is 1.6× in speed.", "", ""),
]


@pytest.mark.parametrize(("text", "measure", "baseline"), CASES, ids=[case[0] for case in CASES])
def test_measures_and_baselines(text: str, measure: str, baseline: str) -> None:
    quantity = next(iter_quantities(text))

    assert (find_measure(text, quantity), find_baseline(text, quantity)) == (measure, baseline)


def paper(number: int, abstract: str) -> Paper:
    return make_paper(number, f"Paper {number}", abstract=abstract)


def values(numbers: tuple[ReportedNumber, ...]) -> list[str]:
    return [number.value for number in numbers]


def test_like_stands_beside_like() -> None:
    papers = [
        paper(1, "The kernel is 2x faster here. Memory falls by 30%."),
        paper(2, "Memory falls by 50%. The kernel is 3x faster there."),
    ]

    assert values(find_reported_numbers(papers, {})) == ["2×", "3×", "30%", "50%"]


def test_what_is_on_the_topic_is_taken_first() -> None:
    idle = [paper(number, f"Robots walk {number}0% faster at home.") for number in range(1, 40)]
    papers = [*idle, paper(50, "Caches shrink by 99% in a day.")]

    numbers = find_reported_numbers(papers, {"cach": 1.0})

    assert len(numbers) == NUMBER_LIMIT
    assert "99%" in values(numbers)


def test_no_sentence_and_no_paper_fills_the_table() -> None:
    many = "It is 2x faster, 3x smaller, 4x cheaper and 5x lighter. " * 3
    numbers = find_reported_numbers([paper(1, many)], {})

    by_sentence = [number.sentence.sentence_index for number in numbers]
    assert max(map(by_sentence.count, by_sentence)) == 2
    assert len(numbers) == NUMBERS_PER_PAPER


def test_parts_stand_in_the_sentence() -> None:
    text = "It is up to 2.7x faster than PyTorch 2.1 at 40 % of its cost."
    for number in read_numbers(QuotedSentence(text, 1, "A", 0)):
        assert number.measures in text
        assert number.baseline in text
        assert number.bound in text
        start, end = number.place
        assert text[start:end].replace(" ", "").replace("x", "×") == number.value


def test_a_value_is_shown_with_what_limits_it() -> None:
    [number] = read_numbers(QuotedSentence("Up to 2.7x faster.", 1, "A", 0))

    assert (number.value, number.shown) == ("2.7×", "Up to 2.7×")
