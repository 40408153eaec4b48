"""What a person can do, one decorated function each. Importing this fills the registry, menu by menu."""

from annotator.ui.actions import REGISTRY
from annotator.ui.commands import candidates, twins  # which begin the menu that the next one goes on with

# isort: split
from annotator.ui.commands import annotate, edit, file, go, help, hints, queue, sentiment, view

# isort: split
from annotator.ui.commands import (
    agreement,
    consistency,
    copies,
    damage,
    history,
    inbox,
    opinions,
    review,
    scheme,
    shortcuts,
)  # which go on with menus of those above

__all__ = [
    "REGISTRY",
    "agreement",
    "annotate",
    "candidates",
    "consistency",
    "copies",
    "damage",
    "edit",
    "file",
    "go",
    "help",
    "hints",
    "history",
    "inbox",
    "opinions",
    "queue",
    "review",
    "scheme",
    "sentiment",
    "shortcuts",
    "twins",
    "view",
]
