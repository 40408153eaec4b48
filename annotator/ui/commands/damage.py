"""Damage of texts: of the article that is shown, and of all."""

from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_document, has_project
from annotator.ui.workbench import Workbench


@action(
    "damage.article", "Damage here…", keys="Ctrl+Shift+D", menu="Review", when=has_document, separated=True
)
def here(bench: Workbench) -> None:
    """List where the shown article is damaged, and go there."""
    from annotator.ui.dialogs import damage

    damage.run(bench)


@action("damage.all", "Damage everywhere…", menu="Review", when=has_project)
def everywhere(bench: Workbench) -> None:
    """Look at every text, and list by kind and source what is damaged."""
    from annotator.ui.dialogs import damage

    damage.run_everywhere(bench)
