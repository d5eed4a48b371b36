"""mapapp turns news reports into an incident map that can be trusted."""
