"""What speaks for evidence, and how much: learnt by `tests/benchmarks/answer_learning.py`.

Each pair is for words alone, and for words with meaning.
"""

from typing import Final

# From this evidence on there is an answer. Fixed on the odd questions of `tldr_known_dev`, so that
# with their papers taken away no more than a tenth is answered.
ANSWERED_FROM: Final = 0.36
# A question of no more terms is brief.
BRIEF_TERM_LIMIT: Final = 4
# Of a sentence, in the order of `evidence.rate_sentences`.
SENTENCE_WEIGHTS: Final = (
    (1.546, 0.428, 1.415, 0.376, 1.086, 0.565, -0.674, 0.847),
    (1.29, 0.012, 1.285, 0.222, 1.104, 0.557, -0.68, 0.824, 0.166),
)
# Of a paper: first the bias, then in the order of `evidence.measure_paper`.
PAPER_WEIGHTS: Final = (
    (-9.446, -0.645, 1.457, 5.428, -1.531, -0.474, -0.718, 0.335, 1.452, 2.924, 3.201),
    (
        -8.838,
        0.804,
        0.474,
        5.224,
        -1.86,
        -0.362,
        -0.517,
        0.401,
        1.468,
        2.221,
        3.435,
        -0.302,
        0.177,
        0.764,
    ),
)
BRIEF_PAPER_WEIGHTS: Final = (
    (-4.261, -6.945, -1.924, 15.056, -8.755, 2.915, -3.884, -4.528, 1.459, 2.322, 2.573),
    (
        -5.84,
        -5.915,
        -1.119,
        14.413,
        -8.491,
        2.878,
        -3.735,
        -3.864,
        1.798,
        2.454,
        2.33,
        -0.59,
        0.404,
        0.215,
    ),
)
