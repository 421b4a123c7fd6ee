"""Boundaries, normalization and fingerprints of texts. Pure functions, without Django."""
