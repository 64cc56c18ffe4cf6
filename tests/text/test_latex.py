import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.latex import repair_latex
from bot.text.latex_rules import RULES, Rule

# A busy machine may be slow at one example of many.
unhurried = settings(deadline=None)


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        pytest.param("achieves 2.7times speedup", "achieves 2.7× speedup", id="number of times"),
        pytest.param("a 2-10times gain", "a 2-10× gain", id="range of times"),
        pytest.param("10times-20times larger", "10×-20× larger", id="times on both sides"),
        pytest.param("64times64times4 boxes", "64×64×4 boxes", id="product of numbers"),
        pytest.param("16 times 16 times 16", "16 × 16 × 16", id="product with spaces"),
        pytest.param("an N times K matrix", "an N × K matrix", id="product of variables"),
        pytest.param(r"2.4\times faster", "2.4× faster", id="command behind a number"),
        pytest.param("(le 4 bits per weight)", "(≤ 4 bits per weight)", id="less or equal"),
        pytest.param("10^{-4} and 7^-4", "10⁻⁴ and 7⁻⁴", id="negative powers"),
        pytest.param("from O(L^6) to O(L^3)", "from O(L⁶) to O(L³)", id="powers in brackets"),
        pytest.param("n^{1+o(1)} time", "n¹⁺ᵒ⁽¹⁾ time", id="power that is a sum"),
        pytest.param("a r^{update} signal", "a r^update signal", id="words stay on the line"),
        pytest.param("softmax(QK^T)V", "softmax(QKᵀ)V", id="transpose"),
        pytest.param("q_{t-1} and d_out r", "qₜ₋₁ and d_out r", id="index and identifier"),
        pytest.param("WSe_2, 1T-TaS_2, CO_2", "WSe₂, 1T-TaS₂, CO₂", id="chemical formulas"),
        pytest.param("-R_1/2 = R_4", "-R₁/2 = R₄", id="indices in a formula"),
        pytest.param(r"by 60\% in R\&D", "by 60% in R&D", id="escapes"),
        pytest.param(r"\textbf{\textit{deep}} end", "deep end", id="nested commands"),
        pytest.param(r"\alpha, \leq 3 and \infty", "α, ≤ 3 and ∞", id="symbols"),
        pytest.param(r"we call it \tool.", "we call it tool.", id="unknown command"),
        pytest.param(r"\log{n} steps", "log n steps", id="operator keeps its name"),
        pytest.param("in $O(n^2)$ and $k$ steps", "in O(n²) and k steps", id="formulas in dollars"),
        pytest.param("``loud'' and ``soft''", "“loud” and “soft”", id="quotation marks"),
        pytest.param("pages 6--9, 5%--8%", "pages 6–9, 5%–8%", id="dash between numbers"),
        pytest.param("s/tokenx2014only half", "s/token—only half", id="lost dash"),
        pytest.param(
            "at https://a.b/c_1{https://a.b/c_1}. We",
            "at https://a.b/c_1. We",
            id="link with its own tail",
        ),
        pytest.param("at https://a.b/c{here}", "at https://a.b/c", id="link with a word behind"),
        pytest.param(r"data.\url{https://a.b/ }", "data. https://a.b/", id="link in a command"),
        pytest.param(r"\href{https://a.b/}{Owl}", "Owl (https://a.b/)", id="link with a text"),
        pytest.param(r"https://a.b/c\_d\%20", "https://a.b/c_d%20", id="escapes in a link"),
    ],
)
def test_debris_is_repaired(damaged: str, repaired: str) -> None:
    assert repair_latex(damaged) == repaired


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("3 times faster, 1000 times, five times, 5.5 times fewer", id="times"),
        pytest.param("5 times a day; two times e.g. three; 3 times I saw", id="times and a letter"),
        pytest.param("sometimes timestamps and runtimes", id="words with times inside"),
        pytest.param("from $5 to $10, US$3, $5–$10, $1.47 million, 10$", id="money"),
        pytest.param("$5/day or $6/day; set $PATH and $HOME", id="money and variables"),
        pytest.param("d_out, max_len, __init__, tool_call, vectorsum_v2", id="identifiers"),
        pytest.param("layer_1, GPT_4, UAI_14, x_1.txt, src/a_1, MI_300", id="names with numbers"),
        pytest.param("https://a.b/E_8^2/x--y/~me/2times/$n$/{", id="links"),
        pytest.param("see github.com/a_b/c_1 and a.b.io/x^2", id="links without https"),
        pytest.param("sim2real, sim3d, in sim 2 of 3, a sim", id="sim as a word"),
        pytest.param("le mot, Le 4 mai, voilà-le 3", id="le as a word"),
        pytest.param("at 5 pm 30 people; PM2.5", id="pm as an hour"),
        pytest.param("{-1, 0, 1} and {1,2,3,4}", id="sets in braces"),
        pytest.param(r"C:\Users\me and \d+ and \w", id="paths and regular expressions"),
        pytest.param("run --flag x, a - b, e-mail, -5", id="hyphens and options"),
        pytest.param("Cox2014, fox2019a, 0x2014", id="names with years"),
        pytest.param("about ~17 T, 1~4 images, 10X~20X, 0.8dB~2dB", id="tildes with a meaning"),
        pytest.param("5' 6'', don't, rock 'n' roll", id="quotation marks and feet"),
        pytest.param(
            "a to 5, in 3, approx. half, the top 10, a star", id="words that are commands"
        ),
        pytest.param("**bold**, `code`, <b>, @me, A*", id="other markup"),
        pytest.param("夜の猫 and 🦉 and Größe", id="other scripts"),
        pytest.param("", id="nothing"),
    ],
)
def test_good_text_stays(text: str) -> None:
    assert repair_latex(text) == text


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.damaged) for rule in RULES])
def test_every_rule_does_what_its_example_shows(rule: Rule) -> None:
    assert rule.sign in rule.damaged
    assert rule.pattern.search(rule.damaged) or rule.damaged != rule.repaired
    assert repair_latex(rule.damaged) == rule.repaired


DEBRIS = st.lists(
    st.sampled_from(
        [rule.damaged for rule in RULES]
        + [*"\\{}^_$~`'- .(", "https://a.b/", "times ", "--", "\\textit{", "x", "1", " ", "é"]
    )
).map("".join)


@unhurried
@given(DEBRIS | st.text())
def test_repairing_twice_is_repairing_once(text: str) -> None:
    repaired = repair_latex(text)
    assert repair_latex(repaired) == repaired


HOSTILE = [
    *("\\", "{", "$a ", "``a", "1 times ", "a^{", "a_{", "https://a{", "\\url{https://a", "a.b/"),
    *("\\textit{", "{\\em ", "--", "aa~", "x_", " ", "\n", "sqrt[3]{", "''a", "a"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_megabyte_of_debris_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started_at = time.perf_counter()
    repair_latex(text)
    assert time.perf_counter() - started_at < 20  # quadratic time would take hours
