"""Where reports come from: files, folders and JSON Lines become Documents. No character of a text is changed."""
