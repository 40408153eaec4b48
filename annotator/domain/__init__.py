"""What annotation means, as values and pure functions: no file, no database, no window."""
