"""Hint jump: letters appear over the words in sight, and typing them selects the word."""

from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_document
from annotator.ui.hinting import Hinting
from annotator.ui.workbench import Workbench


@action("hint.jump", "Jump to a word by its letters", keys="F", menu="Go", scope="reader", when=has_document)
def jump(bench: Workbench) -> None:
    """Select the word whose letters are typed next."""
    Hinting(bench.reader).begin(extend=False)


@action(
    "hint.extend",
    "Extend to a word by its letters",
    keys="Shift+F",
    menu="Go",
    scope="reader",
    when=has_document,
)
def extend(bench: Workbench) -> None:
    """Select from here to the word whose letters are typed next."""
    Hinting(bench.reader).begin(extend=True)
