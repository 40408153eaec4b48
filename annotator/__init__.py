"""Annotator: read a news article once, leave its entities and its sentiment behind, on the disk at once."""

__version__ = "0.1.0"
