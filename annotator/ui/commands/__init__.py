"""What a person can do, one decorated function each. Importing this fills the registry, menu by menu."""

from annotator.ui.actions import REGISTRY
from annotator.ui.commands import candidates, twins  # which begin the menu that the next one goes on with

# isort: split
from annotator.ui.commands import annotate, edit, file, go, help, hints, queue, sentiment, view

# isort: split
from annotator.ui.commands import opinions, shortcuts  # which go on with the menus of sentiment and view

__all__ = [
    "REGISTRY",
    "annotate",
    "candidates",
    "edit",
    "file",
    "go",
    "help",
    "hints",
    "opinions",
    "queue",
    "sentiment",
    "shortcuts",
    "twins",
    "view",
]
