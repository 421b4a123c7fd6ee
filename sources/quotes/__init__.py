"""Quotes: describe them, find them again, suggest them, link to them. Pure functions, no Django."""
