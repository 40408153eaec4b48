"""The list of stories that were published more than once."""

from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_project
from annotator.ui.workbench import Workbench


@action("go.copies", "Copies…", menu="Go", when=has_project, separated=True)
def compare(bench: Workbench) -> None:
    """List copies of one story, and compare them word by word."""
    from annotator.ui.dialogs import copies

    copies.run(bench)
