"""Sources of place names become one index; names are looked up in it."""
