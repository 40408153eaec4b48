"""Where a project lives: one SQLite file. The only package that knows SQL."""
