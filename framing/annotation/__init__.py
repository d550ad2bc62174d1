"""Signals → who is in the article, what is quoted, and who says it."""
