"""What comes back to the annotators: decisions that went otherwise, and a report."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from annotator.services.import_report import counted
from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_project
from annotator.ui.switches import BLIND
from annotator.ui.workbench import Workbench


@action("review.inbox", "What was decided otherwise…", menu="Review", when=has_project)
def inbox(bench: Workbench) -> None:
    """Read the decisions that went otherwise than the shown layer said."""
    from annotator.ui.dialogs import inbox as dialog

    dialog.run(bench)


@action("review.report", "Write reports…", menu="Review", when=has_project)
def report(bench: Workbench) -> None:
    """Ask for a folder; write a report of the project and one for each annotator into it."""
    from annotator.services import reporting

    project = bench.session.project
    if project is None:
        return
    name = QFileDialog.getExistingDirectory(bench.window, "Folder for the reports", str(project.path.parent))
    if name:
        work = reporting.write(project, Path(name), blind=bench.switches.is_on(BLIND))
        bench.jobs.run("Writing reports", work, partial(_written, bench))


def _written(bench: Workbench, paths: list[Path]) -> None:
    bench.session.message.emit(f"{counted(len(paths), 'report')} written: {paths[0].parent}")
