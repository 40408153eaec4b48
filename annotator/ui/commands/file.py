"""The File menu: projects, what goes in and what comes out."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from annotator.errors import UserError
from annotator.services.backups import copying
from annotator.storage.database import OnlyReadable
from annotator.storage.project import SUFFIX
from annotator.ui import plain
from annotator.ui.actions import action
from annotator.ui.commands.conditions import can_write, has_project
from annotator.ui.damage_watch import LOOKING
from annotator.ui.workbench import Workbench

_FILTER = f"Projects (*{SUFFIX});;All files (*)"


@action("file.new", "New project…", keys="Ctrl+N", menu="File")
def new_project(bench: Workbench) -> None:
    """Ask for a name and a scheme, and open the new project."""
    from annotator.ui.dialogs import new_project as dialog

    bench.window.keep_project()
    dialog.run(bench)


@action("file.open", "Open project…", keys="Ctrl+O", menu="File")
def choose_project(bench: Workbench) -> None:
    """Ask for a project file and open it."""
    ask_and_open(bench)


@action("file.sample", "Open the sample project", menu="File")
def open_sample(bench: Workbench) -> None:
    """Open the sample project, made first where it is missing."""
    from annotator.services import sample

    path = sample.default_path()

    def open_it(_: object = None) -> None:
        open_project(bench, path)

    if path.exists():
        open_it()
    else:
        bench.jobs.run("Making the sample project", sample.make(path, bench.session.author), open_it)


@action("file.close", "Close project", keys="Ctrl+W", menu="File", when=has_project)
def close_project(bench: Workbench) -> None:
    """Go back to the start screen."""
    if may_stop(bench):
        bench.window.keep_project()
        bench.session.close()


@action("file.import", "Import articles…", keys="Ctrl+I", menu="File", when=can_write, separated=True)
def choose_import(bench: Workbench) -> None:
    """Ask for files or a folder of articles."""
    import_paths(bench, [])


@action("file.merge", "Merge colleagues’ files…", menu="File", when=can_write)
def choose_merge(bench: Workbench) -> None:
    """Ask for colleagues' projects, and show what they would bring."""
    merge_projects(bench, [])


@action("file.assign", "Assign articles…", menu="File", when=has_project)
def assign(bench: Workbench) -> None:
    """Split the articles among people, a project file for each, or see how far they are."""
    from annotator.ui.dialogs import assign as dialog

    dialog.run(bench)


@action("file.export", "Export…", keys="Ctrl+E", menu="File", when=has_project)
def export(bench: Workbench) -> None:
    """Ask what to write where."""
    from annotator.ui.dialogs import export as dialog

    dialog.run(bench)


@action("file.release", "Release…", keys="Ctrl+Shift+E", menu="File", when=has_project)
def release(bench: Workbench) -> None:
    """Ask what goes into a dataset with parts to train and to test on, and write it."""
    from annotator.ui.dialogs import release as dialog

    dialog.run(bench)


@action("file.save", "Save", keys="Ctrl+S", menu="File", when=has_project, separated=True)
def save(bench: Workbench) -> None:
    """Say that there is nothing to do."""
    bench.session.message.emit("Everything is saved already: each label is on the disk before you see it.")


@action("file.copy", "Save a copy…", menu="File", when=has_project)
def save_copy(bench: Workbench) -> None:
    """Ask where to, and put a checked copy of the project there."""
    project = bench.session.project
    if project is None:
        return
    proposed = project.path.with_name(f"{project.path.stem} copy{SUFFIX}")
    name, _ = QFileDialog.getSaveFileName(bench.window, "Save a copy", str(proposed), _FILTER)
    if name:
        target = Path(name)
        done = f"A copy is in {target.name}."
        work = copying(project.path, target)
        bench.jobs.run("Saving a copy", work, lambda _: bench.session.message.emit(done))


@action("file.quit", "Quit", keys="Ctrl+Q", menu="File")
def quit_program(bench: Workbench) -> None:
    """Close the window."""
    bench.window.close()


def may_stop(bench: Workbench) -> bool:
    """Whether what runs may be stopped, asked where something runs."""
    running = bench.jobs.running
    if running in (None, LOOKING):  # which goes on where it stopped, another time
        return True
    asked = plain.question(
        bench.window,
        f"“{running}” is not through.",
        "What it has written stays, and undo takes it back.",
        yes="Stop it",
        no="Let it go on",
    )
    return plain.agreed(asked)


def ask_and_open(bench: Workbench) -> bool:
    """Ask for a project file; whether it is open now."""
    project = bench.session.project
    folder = (
        project.path.parent if project else next((path.parent for path in bench.settings.recent), Path.home())
    )
    name, _ = QFileDialog.getOpenFileName(bench.window, "Open project", str(folder), _FILTER)
    return bool(name) and open_project(bench, Path(name))


def open_project(bench: Workbench, path: Path) -> bool:
    """Open the project, read-only where only that is possible and the person agrees; whether it is open."""
    if not may_stop(bench):
        return False
    bench.window.keep_project()
    try:
        bench.session.open(path)
    except OnlyReadable as error:
        asked = plain.question(bench.window, error.message, error.hint, yes="Open read-only")
        if not plain.agreed(asked):
            return False
        return _open_read_only(bench, path)
    except UserError as error:
        return _open_backup(bench, path, error)
    _opened(bench, path)
    return True


def import_paths(bench: Workbench, paths: list[Path]) -> None:
    """Open the import dialog with these files and folders in it."""
    from annotator.ui.dialogs import import_files as dialog

    dialog.run(bench, paths)


def merge_projects(bench: Workbench, paths: list[Path]) -> None:
    """Open the dialog of merging with these files in it."""
    from annotator.ui.dialogs import merge as dialog

    if bench.session.past is not None:
        bench.session.message.emit("This is the article as it was. Press Esc to come back, then merge.")
    else:
        dialog.run(bench, paths)


def take_dropped(bench: Workbench, paths: list[Path]) -> None:
    """Merge projects into the one that is open, or open the first; anything else goes to the import dialog,
    after a new project where none is open.
    """
    projects = [path for path in paths if path.suffix.lower() == SUFFIX]
    if projects and not has_project(bench):
        open_project(bench, projects[0])
        return
    if projects:
        if can_write(bench):
            merge_projects(bench, projects)
        else:
            bench.session.message.emit("This project is open read-only: nothing can be merged into it.")
        return
    if not has_project(bench):
        new_project(bench)
    if can_write(bench):
        import_paths(bench, paths)
    elif has_project(bench):
        bench.session.message.emit("This project is open read-only: nothing can be imported into it.")


def _open_backup(bench: Workbench, path: Path, error: UserError) -> bool:
    """Say why the project cannot be opened, and offer its latest backup if there is one."""
    backups = bench.session.backups
    if backups is None or not backups.of(path):
        plain.error(bench.window, error.message, error.hint).exec()
        return False
    moment = backups.moment_of(backups.of(path)[0])
    hint = (
        f"There is a backup of {moment:%Y-%m-%d, %H:%M}. A copy of it would stand beside the project, which"
        " stays as it is."
    )
    if not plain.agreed(plain.question(bench.window, error.message, hint.strip(), yes="Open the backup")):
        return False
    try:
        restored = backups.restore(path)
    except UserError as further:
        plain.error(bench.window, further.message, further.hint).exec()
        return False
    return open_project(bench, restored)


def _open_read_only(bench: Workbench, path: Path) -> bool:
    try:
        bench.session.open(path, read_only=True)
    except UserError as error:
        plain.error(bench.window, error.message, error.hint).exec()
        return False
    _opened(bench, path)
    return True


def _opened(bench: Workbench, path: Path) -> None:
    bench.settings.remember(path)
    bench.window.memory.show_last_document(bench.session)
