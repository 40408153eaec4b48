"""What comes back to the annotators: decisions that went otherwise, and a report."""

from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_project
from annotator.ui.workbench import Workbench


@action("review.inbox", "What was decided otherwise…", menu="Review", when=has_project)
def inbox(bench: Workbench) -> None:
    """Read the decisions that went otherwise than the shown layer said."""
    from annotator.ui.dialogs import inbox as dialog

    dialog.run(bench)
