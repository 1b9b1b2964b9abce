"""Working Notes: a desk for weekly link posts, on the author's own machine."""

__version__ = "0.1.0"
