"""What goes wrong is said and logged, and the window lives on."""

import logging

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.errors import Refused, UserError
from annotator.ui.problems import Problems, log_to
from tests.windows import press, select, slices


@pytest.fixture
def problems(bench, tmp_path):
    handlers = list(logging.getLogger().handlers)
    log_to(tmp_path / "logs" / "annotator.log")
    yield Problems(bench, tmp_path / "logs" / "annotator.log")
    for handler in logging.getLogger().handlers[:]:
        if handler not in handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()


def take(problems, error):
    try:
        raise error
    except type(error) as raised:
        problems.take(type(raised), raised, raised.__traceback__)


def shown():
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]


def test_a_bug_is_logged_and_the_window_lives_on(bench, problems, tmp_path, qtbot):
    take(problems, ZeroDivisionError("by zero"))
    qtbot.waitUntil(lambda: len(shown()) == 1)
    assert "Your work is saved" in shown()[0].text()
    assert "ZeroDivisionError: by zero" in (tmp_path / "logs" / "annotator.log").read_text("utf-8")
    shown()[0].accept()
    select(bench, "Ilse Maren")
    press("1")
    assert slices(bench) == [("PER", "Ilse Maren")]


def test_a_second_bug_does_not_open_a_second_dialog(bench, problems, qtbot):
    take(problems, ZeroDivisionError("one"))
    take(problems, ZeroDivisionError("two"))
    qtbot.waitUntil(lambda: len(shown()) == 1)
    shown()[0].accept()


def test_a_user_error_is_shown_with_its_hint_and_not_logged(bench, problems, tmp_path, qtbot):
    take(problems, UserError("The disk is full.", hint="Make room."))
    qtbot.waitUntil(lambda: len(shown()) == 1)
    assert shown()[0].text() == "The disk is full."
    assert shown()[0].informativeText() == "Make room."
    assert not (tmp_path / "logs" / "annotator.log").exists()
    shown()[0].accept()


def test_a_refusal_is_a_message(bench, problems):
    take(problems, Refused("Not now."))
    assert bench.window.status.message.words == "Not now."


def test_a_job_that_fails_is_explained(bench, problems, qtbot):
    def work():
        raise UserError("wire.jsonl cannot be read.", hint="Choose another file.")
        yield

    bench.jobs.run("Importing", work())
    qtbot.waitUntil(lambda: len(shown()) == 1)
    assert shown()[0].text() == "wire.jsonl cannot be read."
    shown()[0].accept()


def test_a_log_that_grew_large_begins_anew(tmp_path):
    file = tmp_path / "annotator.log"
    file.write_bytes(b"x" * 1_000_001)
    log_to(file)
    handler = logging.getLogger().handlers[-1]
    logging.getLogger().removeHandler(handler)
    handler.close()
    assert not file.exists()
    assert file.with_suffix(".old").exists()
