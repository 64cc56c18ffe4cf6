"""Sentences with the quantities in them; each case is named after its own text."""

import pytest

from bot.models import NumberKind
from bot.summarising.quantities import iter_quantities

FACTORS = [
    ("1.3× over cuDNN 9.13 on B200", ["1.3×"]),
    ("up to 2.7× faster", ["2.7×"]),
    ("a 24x gain", ["24×"]),
    ("2.7 times faster", ["2.7×"]),
    ("2.7times faster", ["2.7×"]),
    ("about 3 × smaller", ["3×"]),
    ("2--15× and 20-30x", ["2--15×", "20-30×"]),
    ("2–3× more tokens a second", ["2–3×"]),
    ("at a 10X~20X faster speed", ["10×~20×"]),
    ("a 1.2~1.3× end-to-end speedup", ["1.2~1.3×"]),
    ("between 1.12× and 20.21× faster", ["1.12×", "20.21×"]),
    ("2 to 10 times longer than before", ["2 to 10×"]),
    ("three times faster than before", ["three times"]),
    ("five times as many steps", ["five times"]),
    ("reduced by 2.7 times.", ["2.7×"]),
    ("a 10.9-fold speedup", ["10.9-fold"]),
    ("a two-fold reduction", ["two-fold"]),
    ("the gains are 3-fold", ["3-fold"]),
    ("an order of magnitude faster", ["an order of magnitude"]),
    ("one to two orders of magnitude fewer", ["one to two orders of magnitude"]),
    ("three orders-of-magnitude larger", ["three orders-of-magnitude"]),
    ("with 1/10 of the cost", ["1/10"]),
    ("only 1/8th the memory", ["1/8th"]),
    ("1,000x cheaper", ["1,000×"]),
    ("speedups of 77x and 300x for GPU", ["77×", "300×"]),
    ("(1.64x wall-clock)", ["1.64×"]),
]
PERCENT = [
    ("up to 40% less", ["40%"]),
    ("reaches 83.3 % here", ["83.3%"]),
    ("by 1,200% of it", ["1,200%"]),
    ("from 61.2% to 78.4%", ["from 61.2% to 78.4%"]),
    ("(96.3% to 97.1%)", ["96.3% to 97.1%"]),
    ("60-70% of the time", ["60-70%"]),
    ("a 14%-55% cut", ["14%-55%"]),
    ("a 1--2% drop", ["1--2%"]),
    ("16~30% lower memory", ["16~30%"]),
    ("gains of 3.92%–4.73% each", ["3.92%–4.73%"]),
    ("85.1% accuracy on SWE-bench", ["85.1%"]),
    ("83.2 ± 0.4% of cases", ["83.2 ± 0.4%"]),
    ("changes by −3.1%", ["−3.1%"]),
    ("changes by -3.1% here", ["-3.1%"]),
    ("average success by +4.2% over it", ["+4.2%"]),
    ("40 percent of them", ["40 percent"]),
    ("2.4 per cent of them", ["2.4 per cent"]),
    ("reaches 100%.", ["100%"]),
    ("50.9%, 60%; 70%", ["50.9%", "60%", "70%"]),
    ("with ~15% more", ["15%"]),
    ("less than 0.5% quality drop", ["0.5%"]),
    ("$10\\% off", []),
    ("a 95% confidence interval", []),
    ("at the 5% significance level", []),
]
POINTS = [
    ("by 12.3 points", ["12.3 points"]),
    ("an average of 5.07 points over it", ["5.07 points"]),
    ("by 7 percentage points", ["7 percentage points"]),
    ("a +3.5 percentage-point gain", ["+3.5 percentage-point"]),
    ("improves F1 by 2.1 F1 points", ["2.1 F1 points"]),
    ("+22 average points across benchmarks", ["+22 average points"]),
    ("gains 4.5 pp on it", ["4.5 pp"]),
    ("43.3% points over it", ["43.3% points"]),
    ("by 3 points", ["3 points"]),
    ("clouds of 2048 points in space", []),
    ("two points of view", []),
]
SCORES = [
    ("an FID of 1.93", ["1.93"]),
    ("an FID score of 2.1 on it", ["2.1"]),
    ("reduces FID from 3.66 to 3.17", ["from 3.66 to 3.17"]),
    ("a perplexity of 5.47", ["5.47"]),
    ("F1 = 0.9756 here", ["0.9756"]),
    ("an R² of 0.95", ["0.95"]),
    ("0.92 AUC on it", ["0.92"]),
    ("41.5 mAP for detection", ["41.5"]),
    ("(38.4 vs 20.0 F1 on pointing)", ["38.4 vs 20.0"]),
    ("achieves 84.5 on VBench", ["84.5"]),
    ("an overall score of 77.8 on MMEB", ["77.8"]),
    ("PSNR: 31.2", ["31.2"]),
    ("by 1.31 dB in PSNR", ["1.31 dB"]),
    ("from 2019 to 2026", []),
    ("from 16 to 128 tokens", []),
]
COUNTS = [
    ("1.5 trillion tokens", ["1.5 trillion"]),
    ("trained on 20T tokens", ["20T"]),
    ("7B parameters", ["7B"]),
    ("a 14B-parameter model", ["14B"]),
    ("175 billion parameters", ["175 billion"]),
    ("3B activated parameters", ["3B"]),
    ("only 3.35B parameters", ["3.35B"]),
    ("10k images", ["10k"]),
    ("33K high-quality trajectories", ["33K"]),
    ("comprising 1,234,567 images", ["1,234,567"]),
    ("8,509 human-labeled step annotations", ["8,509"]),
    ("a 256K-token context window", ["256K"]),
    ("up to 128K tokens", ["128K"]),
    ("20 million frames across scenes", ["20 million"]),
    ("1889 samples across types", ["1889"]),
    ("2400+ problems", ["2400"]),
    ("3.2 × 10^4 tokens", ["3.2 × 10^4"]),
    ("2×10⁶ samples", ["2×10⁶"]),
    ("1–2 million images", ["1–2 million"]),
    ("from 900M to 3.7B parameters", ["900M to 3.7B"]),
    ("seven benchmarks and 12 tasks", []),
    ("1024x1024 images", []),
    ("in 2024 papers were few", []),
]
MEASURED = [
    ("12 ms latency", ["12 ms"]),
    ("from 73ms to 6.7ms", ["73ms", "6.7ms"]),
    ("within 0.5 s", ["0.5 s"]),
    ("in 3 to 5 minutes", ["3 to 5 minutes"]),
    ("9,500 hours of data", ["9,500 hours"]),
    ("5 million hours of speech", ["5 million hours"]),
    ("under 13 GPU-hours", ["13 GPU-hours"]),
    ("38,400 GPU hours", ["38,400 GPU hours"]),
    ("20 μs a call", ["20 μs"]),
    ("at 30 fps", ["30 fps"]),
    ("at 13.2 FPS on it", ["13.2 FPS"]),
    ("1,605 TFLOPs", ["1,605 TFLOPs"]),
    ("25 tokens/s on a phone", ["25 tokens/s"]),
    ("261 samples per second", ["261 samples per second"]),
    ("at 12.5 Hz", ["12.5 Hz"]),
    ("just 4 GB of memory", ["4 GB"]),
    ("80GB of memory", ["80GB"]),
    ("3.5 bits per weight", ["3.5 bits per weight"]),
    ("$0.02 per query", ["$0.02"]),
    ("costs $1.2M to train", ["$1.2M"]),
    ("for 5 dollars", ["5 dollars"]),
    ("€30 a day", ["€30"]),
    ("the 1990s", []),
    ("an 80GB A100", []),
    ("$x^2$ and $5^n$", []),
]
NONE = [
    "O(n) and O(n^2) steps",
    "GPT-4 and Llama 3.1",
    "Mixtral 8x22B at 256x256 and 3 x 4",
    "in 2025, 47 papers of v1.2",
    "Section 3 and Figure 2",
    "top-5 and top-1",
    "on H100 and B200",
    "on 8× H100 GPUs",
    "16x NVIDIA boards",
    "Qwen2.5-7B and Qwen3-8B-Instruct",
    "a 4 × 4 × 10 scheme",
    "images of 512 × 512",
    "3×3 convolutions",
    "repeated 5 times",
    "run it 10 times",
    "2:4 sparsity in a 1:3 ratio",
    "SO(3) and U(1)",
    "CoCo-10K and LAION-400M",
    "AIME2025 and GPQA",
    "4-bit weights, W4A8KV4",
    "10-fold cross-validation",
    "Our contributions are threefold: (1) owls",
    "the objective is two-fold",
    "4× super-resolution",
    "with 7 layers and 12 heads",
    "Gemini 2.5 Flash and Claude 4.6",
    "https://a.b/50%25 and 1_000x",
    "arXiv 2401.00010",
    "a scaling law of 4.17 × N^-0.74",
    "(1) first, (2) second",
    "ten of them",
    "no number at all",
]
CASES = [
    *FACTORS, *PERCENT, *POINTS, *SCORES, *COUNTS, *MEASURED, *((text, []) for text in NONE),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), CASES, ids=[text for text, _ in CASES])
def test_quantities_are_read(text: str, values: list[str]) -> None:
    assert [each.value for each in iter_quantities(text)] == values


@pytest.mark.parametrize(
    ("cases", "kinds"),
    [
        pytest.param(FACTORS, {NumberKind.FACTOR}, id="factors"),
        pytest.param(PERCENT, {NumberKind.PERCENT}, id="percent"),
        pytest.param(POINTS, {NumberKind.POINTS}, id="points"),
        pytest.param(SCORES, {NumberKind.SCORE}, id="scores"),
        pytest.param(COUNTS, {NumberKind.COUNT}, id="counts"),
        pytest.param(
            MEASURED,
            {NumberKind.TIME, NumberKind.RATE, NumberKind.SIZE, NumberKind.MONEY},
            id="what is measured",
        ),
    ],
)
def test_like_is_told_from_unlike(
    cases: list[tuple[str, list[str]]], kinds: set[NumberKind]
) -> None:
    assert {each.kind for text, _ in cases for each in iter_quantities(text)} == kinds


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        pytest.param("up to 2.7× faster", "up to", id="at most"),
        pytest.param("over 40% of them", "over", id="more than"),
        pytest.param("with ~15% more", "~", id="about"),
        pytest.param("only 58% accuracy", "", id="a remark is no bound"),
        pytest.param("a 2× speedup", "", id="none"),
    ],
)
def test_what_limits_a_value_is_kept(text: str, bound: str) -> None:
    assert next(iter_quantities(text)).bound == bound


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_a_value_is_what_stands_there_but_for_its_sign(text: str) -> None:
    for each in iter_quantities(text):
        there = text[each.start : each.end]
        assert each.value in {
            there,
            there.replace(" %", "%"),
            there.replace("x", "×").replace("X", "×").replace(" ×", "×"),
            there.replace(" times", "×").replace("times", "×"),
        }


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 150
