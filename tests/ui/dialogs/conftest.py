"""What tests of dialogs stand on: a workbench without the main window, a project, things to type with."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.services import schemes
from annotator.settings import Settings
from annotator.ui.jobs import Jobs
from annotator.ui.session import Session
from annotator.ui.theme import Appearance


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Appearance:
    return Appearance(qapp, "light")  # once: dressing every widget of the application takes its time


@pytest.fixture
def bench(appearance: Appearance, qtbot: QtBot, tmp_path: Path) -> Iterator[SimpleNamespace]:
    settings = Settings(tmp_path / "settings.json")
    jobs = Jobs()
    session = Session(settings.author("ines"), jobs)
    yield SimpleNamespace(
        window=None,
        session=session,
        jobs=jobs,
        settings=settings,
        appearance=appearance,
    )
    jobs.close()
    session.close()


@pytest.fixture
def project_bench(bench: SimpleNamespace, tmp_path: Path) -> SimpleNamespace:
    bench.session.create(tmp_path / "talks.annot", schemes.load("news"))
    return bench
