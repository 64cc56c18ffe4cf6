"""A thread to summarise in the playground, about papers of the sample digests."""

from typing import Final

from bot.playground.shown import Discussion

# A line is what somebody says; what follows it indented belongs to it.
_SAID: Final = """
mira: Hi all! I want to get our 70B model onto the two L40S cards that we have.
mira: QServe looks like the obvious start: 4-bit weights, 8-bit activations, and a cache of 4 bits
  that does not ruin accuracy.
jonas: The gain there comes from cheap dequantization inside the matrix product, so it depends on
  the kernels more than on the bits.
jonas: Has anybody measured what the 4-bit cache costs beyond 32k tokens?
sefa: If memory is the problem, PTQTP goes down to trit-planes and still keeps most of the
  mathematical ability, where other low-bit methods lose all of it.
jonas: Does PTQTP need any retraining?
sefa: No, it takes about an hour, and the architecture stays as it is.
jonas: For codebooks there is also https://arxiv.org/abs/2603.09229 by the way.
mira: lol nice
mira: ABQ-LLM would let us mix odd precisions such as W6A6, because it rebuilds the products from
  binary tensor core operations.
sefa: Which of the two has kernels that run on an L40S today?
jonas: Let's try QServe first, and compare it with ABQ-LLM at the same memory.
sefa: Agreed. I will set up the long-context benchmark by Monday.
"""


def read_messages(said: str) -> tuple[tuple[str, str], ...]:
    r"""Who says what.

    >>> read_messages("ann: It is\n  slow.\nbob: Is it?")
    (('ann', 'It is slow.'), ('bob', 'Is it?'))
    """
    lines = said.replace("\n  ", " ").strip().splitlines()
    parts = (line.partition(": ") for line in lines)
    return tuple((author, text) for author, _, text in parts)


SAMPLE_DISCUSSION: Final = Discussion("Fewer bits", read_messages(_SAID))
