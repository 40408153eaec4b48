"""The window's program: makes the parts, opens what was asked for, runs; or paints one picture."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_data_path
from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QApplication

from annotator.errors import UserError
from annotator.files import shown
from annotator.services.backups import Backups
from annotator.settings import Settings
from annotator.ui.commands.file import open_project
from annotator.ui.jobs import Jobs
from annotator.ui.main_window import MainWindow
from annotator.ui.memory import Memory
from annotator.ui.problems import Problems, default_log_file
from annotator.ui.session import Session
from annotator.ui.theme import Appearance, Choice
from annotator.ui.workbench import Workbench


def run(path: Path | str | None = None, *, name: str | None = None) -> int:
    """Show the window, with this project or the start screen, until it is closed; the exit code.

    `name` is who is at work, if not the person of the settings. Raises UserError, before anything is shown,
    for a path where nothing is, and where there is no display.
    """
    if path is not None and not Path(path).exists():
        raise UserError(f"{shown(path)} does not exist.", hint="See whether it was moved or renamed.")
    if QApplication.instance() is None and _is_blind() and not os.environ.get("QT_QPA_PLATFORM"):
        raise UserError(
            "There is no display to show the window on.",
            hint="annotator --help names what can be done without; annotator demo FOLDER paints the window.",
        )
    app = _application()
    settings = Settings()
    bench = make_workbench(settings, Appearance(app, _choice(settings.theme)), name=name)
    Problems(bench, default_log_file()).install()
    if path is not None:
        open_project(bench, Path(path))
    bench.window.show()
    return app.exec()


def make_workbench(
    settings: Settings, appearance: Appearance, *, memory: Memory | None = None, name: str | None = None
) -> Workbench:
    """The window and all its parts, not shown yet; `memory` instead of the one beside the settings."""
    jobs = Jobs()
    backups = Backups(user_data_path("annotator", appauthor=False) / "backups")
    session = Session(settings.author(name), jobs, backups=backups)
    bench = Workbench(session, jobs, settings, appearance)
    window = MainWindow(bench, memory or Memory(settings.path.with_name("window.ini")))
    for part in (bench.session, jobs):
        part.setParent(window)
    return bench


def render(
    project: Path,
    png: Path,
    *,
    size: tuple[int, int] = (1440, 900),
    theme: Choice = "light",
    article: int = 0,
) -> None:
    """Write a picture of the window with this project; `article` counts from 0 in the list's order.

    Works without a display. Raises UserError where the project cannot be opened or the picture not written.
    """
    app = _application()
    with TemporaryDirectory() as folder:
        memory = Memory(Path(folder, "window.ini"))
        bench = make_workbench(Settings(), Appearance(app, theme), memory=memory)
        bench.session.open(project, read_only=True)
        numbers = bench.session.numbers
        if len(numbers) > article:
            bench.session.show(numbers[article])
        elif len(numbers):
            raise UserError(
                f"{project.name} has {len(numbers)} articles.", hint="Choose one of them, from 0."
            )
        bench.window.resize(*size)
        bench.window.show()
        app.processEvents()
        written = bench.window.grab().save(str(png))
        bench.window.close()
    if not written:
        raise UserError(f"{png} cannot be written.", hint="Choose another folder.")


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    if _is_blind():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # One line for each family before the one that can shape a script: noise on a person's terminal.
    QLoggingCategory.setFilterRules("qt.text.font.db.info=false")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("annotator")
    app.setApplicationDisplayName("Annotator")
    return app


def _is_blind() -> bool:
    """Whether no window could be seen."""
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform == "linux" and not any(os.environ.get(name) for name in displays)


def _choice(theme: str) -> Choice:
    choices: tuple[Choice, ...] = ("light", "dark")
    return next((choice for choice in choices if choice == theme), "system")
