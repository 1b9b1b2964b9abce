"""What goes wrong in posts, one file a check."""
