"""What asks before it acts: one module a dialog, each with a function `run`."""
