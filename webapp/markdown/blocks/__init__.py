"""Blocks: one rule a file, tried in kramdown's order by the first character of a line."""
