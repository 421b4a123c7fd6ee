"""Decisions to remove words: a reader's request to be forgotten, and drafts whose time is over."""
