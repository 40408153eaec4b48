"""The rest of the View menu: which action answers to which key."""

from annotator.ui.actions import KEYS_MENU, action
from annotator.ui.workbench import Workbench


@action("keys.change", "Change keys…", menu=KEYS_MENU)
def change_keys(bench: Workbench) -> None:
    """Open the list of all actions with their keys, to be changed one by one."""
    from annotator.ui.dialogs import shortcuts as dialog

    dialog.run(bench)
