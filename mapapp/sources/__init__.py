"""Where reports come from: files, folders and JSON Lines become Documents."""
