"""Generate a desk of any size with invented texts, for development and benchmarks.

The rows are written in batches, and every trigger of the database checks and completes them as it
does for the product's own actions.
"""
