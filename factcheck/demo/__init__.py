"""The demonstration: what a desk did over some weeks, told in `fixtures/demo` and acted out here.

`story` reads the files; `play` acts them out with the product's own verbs, in the order of their
times. Nothing is written around the verbs, so a demonstration can hold nothing a desk could not.
"""
