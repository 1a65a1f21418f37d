"""Changes of the tables, in one line from the first to the last."""
