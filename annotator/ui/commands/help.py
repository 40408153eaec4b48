"""The Help menu."""

from annotator import __version__
from annotator.ui import plain
from annotator.ui.actions import action
from annotator.ui.key_sheet import KeySheet
from annotator.ui.palette import Palette
from annotator.ui.workbench import Workbench


@action("help.palette", "All commands…", keys="Ctrl+K", menu="Help")
def show_palette(bench: Workbench) -> None:
    """Find whatever can be done by a few letters of its name."""
    (bench.window.findChild(Palette) or Palette(bench)).open()


@action("help.keys", "Keys", keys=("?", "F1"), menu="Help")
def show_keys(bench: Workbench) -> None:
    """Show every key, menu by menu."""
    KeySheet(bench).open()


@action("help.about", "About Annotator", menu="Help")
def about(bench: Workbench) -> None:
    """Say which version this is, and where everything stays."""
    hint = "Everything stays on this computer. Nothing is sent anywhere."
    plain.information(bench.window, f"Annotator {__version__}", hint).open()
