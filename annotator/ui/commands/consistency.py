"""What a layer labels unevenly, looked through all over the corpus."""

from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_project
from annotator.ui.workbench import Workbench


@action("review.consistency", "Consistency…", keys="Ctrl+Shift+K", menu="Review", when=has_project)
def look_through(bench: Workbench) -> None:
    """List what the layer labels otherwise than it labels the like, to be mended or kept."""
    from annotator.ui.dialogs import consistency

    consistency.run(bench)
