"""The demo: what a desk did in some weeks, described in `fixtures/demo`.

`fixtures` reads the files. `loader` repeats what they describe with the product's own actions, in
the order of their times, so the demo contains nothing that a desk could not have done. `accounts`
creates the users and keeps their passwords.
"""
