"""Spans: one rule a file, tried in kramdown's order by the character where plain text stops."""
