"""What does it cost to compare two wordings, against difflib alone on the same words?

Run by `python -m benchmarks.wording_speed`. Both are measured in turn in one run, and the ratio is
what counts; the microseconds are those of the machine.
"""

import sys
from difflib import SequenceMatcher
from statistics import median
from time import perf_counter_ns

from sources.comparison import compare

ROUNDS = 300
QUOTE = (
    "He announced that, due to the worsening situation on the western borders of the Union State,"
    " Belarus and Russia would deploy a joint regional group of forces there. The combat force can"
    " include up to 9,000 Russian soldiers, and over a thousand would come to the country. He may"
    " allow a significantly larger army of up to 300,000 soldiers, after the partial mobilisation,"
    " to use Belarusian territory."
)
CHANGES = {
    "nothing": QUOTE,
    "a number": QUOTE.replace("9,000", "90,000"),
    "a spelling": QUOTE.replace("mobilisation", "mobilization"),
    "a negation": QUOTE.replace("would deploy", "would not deploy"),
    "most words": " ".join(reversed(QUOTE.split())),
}


def main() -> None:
    sys.stdout.write(f"{len(QUOTE)} characters, {ROUNDS} rounds, medians\n")
    sys.stdout.write(f"{'changed':<12}{'compare':>12}{'difflib':>12}{'ratio':>8}\n")
    for changed, new in CHANGES.items():
        ours = microseconds(lambda new=new: compare(QUOTE, new, "en"))
        theirs = microseconds(lambda new=new: aligned(QUOTE, new))
        sys.stdout.write(f"{changed:<12}{ours:>9.0f} µs{theirs:>9.0f} µs{ours / theirs:>8.1f}\n")


def aligned(old: str, new: str) -> list:
    """Difflib over the words and the white space between them, as a difference shows them."""
    before, after = old.replace(" ", "\0 \0").split("\0"), new.replace(" ", "\0 \0").split("\0")
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def microseconds(call) -> float:
    """The median of the rounds, after one that fills the caches."""
    call()
    spent = []
    for _ in range(ROUNDS):
        start = perf_counter_ns()
        call()
        spent.append((perf_counter_ns() - start) / 1000)
    return median(spent)


if __name__ == "__main__":
    main()
