"""How far layers agree: the page in place of the article."""

from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_project
from annotator.ui.workbench import Workbench


@action("review.agreement", "Agreement", keys="Ctrl+Shift+G", menu="Review", when=has_project)
def show_agreement(bench: Workbench) -> None:
    """Show the agreement page, or the article again."""
    from annotator.ui.agreement.page import show

    show(bench)
