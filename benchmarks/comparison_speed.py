"""Measure what comparing two wordings costs, relative to difflib on the same words.

    python -m benchmarks.comparison_speed

Both are measured in one run, and the ratio is what counts; the microseconds depend on the machine.
"""

import sys
from collections.abc import Callable
from difflib import SequenceMatcher
from statistics import median
from time import perf_counter_ns

from sources.comparison import compare_wordings

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
    for name, new in CHANGES.items():
        ours = measure_microseconds(lambda new=new: compare_wordings(QUOTE, new, "en"))
        baseline = measure_microseconds(lambda new=new: get_difflib_opcodes(QUOTE, new))
        ratio = ours / baseline
        sys.stdout.write(f"{name:<12}{ours:>9.0f} µs{baseline:>9.0f} µs{ratio:>8.1f}\n")


def get_difflib_opcodes(old: str, new: str) -> list:
    """Run difflib on the words and the white space between them, as the word diff does."""
    old_units, new_units = (text.replace(" ", "\0 \0").split("\0") for text in (old, new))
    return SequenceMatcher(None, old_units, new_units, autojunk=False).get_opcodes()


def measure_microseconds(call: Callable[[], object]) -> float:
    """Return the median of the rounds, after one round that fills the caches."""
    call()
    times = []
    for _ in range(ROUNDS):
        start = perf_counter_ns()
        call()
        times.append((perf_counter_ns() - start) / 1000)
    return median(times)


if __name__ == "__main__":
    main()
