"""Files are looked at, read as a person says, and imported by a job; what was wrong with them is reported."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from annotator.storage.project import Project
from annotator.ui.dialogs import import_files, report
from annotator.ui.dialogs.import_files import ImportFiles

STORY = "The ministers met on Tuesday and agreed, after a long debate, to meet again soon."
TABLE = f"Story No;Head;Body Text;Outlet\n7;Ministers meet;{STORY};Lantern Wire\n"
RUSSIAN = "Министры встретились в столице\n\nОни обсудили вопросы безопасности и договорились о встрече.\n"


@pytest.fixture
def bench(project_bench):
    return project_bench


@pytest.fixture(autouse=True)
def reports(monkeypatch):
    shown = []
    monkeypatch.setattr(report, "run", lambda *said: shown.append(said))
    return shown


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def open_dialog(qtbot, bench):
    def make(*paths):
        dialog = ImportFiles(bench, bench.session.project, list(paths))
        qtbot.addWidget(dialog)
        dialog.show()
        settle(qtbot, dialog)
        return dialog

    return make


def settle(qtbot, dialog):
    """Wait until every file is looked at."""
    qtbot.waitUntil(
        lambda: dialog._looking.running is None and not any(file.stale for file in dialog.rows.files)
    )


def press(qtbot, bench, dialog):
    """Press Enter in the list and wait for the job."""
    with qtbot.waitSignal(bench.jobs.idle):
        qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def documents(bench):
    """The documents as another program finds them in the file."""
    with Project.open(bench.session.project.path, bench.session.author, read_only=True) as project:
        return [one.document for one in project.annotated(project.layers()[0])]


def pick(qtbot, box, text):
    """Choose in a box with the keyboard."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(text)):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


def test_text_files_of_a_folder_come_in_with_enter_and_the_first_is_shown(
    qtbot, bench, open_dialog, folder, reports
):
    (folder / "b.txt").write_text("Second\n\nIts text.", encoding="utf-8")
    (folder / "a.txt").write_bytes("First\r\n\r\nIts text \U0001f34a.".encode())
    said = []
    bench.session.message.connect(said.append)
    press(qtbot, bench, open_dialog(folder))
    assert [one.text for one in documents(bench)] == [
        "First\r\n\r\nIts text \U0001f34a.",
        "Second\n\nIts text.",
    ]
    assert bench.session.document.text.startswith("First")
    assert said == ["2 new articles."]
    assert reports == []


def test_an_import_is_one_step_of_undo(qtbot, bench, open_dialog, folder):
    (folder / "a.csv").write_text(TABLE, encoding="utf-8")
    (folder / "b.txt").write_text("Some text.", encoding="utf-8")
    press(qtbot, bench, open_dialog(folder))
    assert len(bench.session.numbers) == 2
    bench.session.undo()
    qtbot.waitUntil(lambda: bench.session.project.documents.count() == 0)


def test_the_encoding_is_shown_as_guessed_and_can_be_changed_for_a_file(qtbot, bench, open_dialog, folder):
    (folder / "ru.txt").write_bytes(RUSSIAN.encode("cp1251"))
    (folder / "en.txt").write_text("Plain English.", encoding="utf-8")
    dialog = open_dialog(folder)
    dialog.view.show_current(1)
    assert dialog.rows.files[1].words() == "text · cp1251, guessed"
    assert dialog.form.encoding.currentText() == "Windows 1251, Cyrillic (guessed)"
    pick(qtbot, dialog.form.encoding, "KOI8-R, Cyrillic")
    dialog.form.encoding.activated.emit(dialog.form.encoding.currentIndex())
    settle(qtbot, dialog)
    assert dialog.rows.files[1].words() == "text · koi8_r"
    press(qtbot, bench, dialog)
    texts = {one.text for one in documents(bench)}
    assert texts == {"Plain English.", RUSSIAN.encode("cp1251").decode("koi8_r")}


def test_a_guessed_encoding_is_reported(qtbot, bench, open_dialog, folder, reports):
    (folder / "ru.txt").write_bytes(RUSSIAN.encode("cp1251"))
    press(qtbot, bench, open_dialog(folder))
    assert documents(bench)[0].text == RUSSIAN
    assert "cp1251, a guess" in reports[0][3][0]


def test_columns_are_guessed_and_shown_with_values(open_dialog, folder):
    (folder / "a.csv").write_text(TABLE, encoding="utf-8")
    form = open_dialog(folder).form
    assert {what: box.currentData() for what, box in form.columns.items() if box.currentData()} == {
        "text": "Body Text",
        "title": "Head",
        "source": "Outlet",
    }
    assert form._samples["title"].text() == "Ministers meet"
    assert form._others.text() == "Kept besides: Story No (7)"


def test_a_column_that_is_something_already_is_said_to_be_and_the_text_never_goes_without(
    qtbot, open_dialog, folder
):
    (folder / "a.csv").write_text(TABLE, encoding="utf-8")
    dialog = open_dialog(folder)
    form = dialog.form
    pick(qtbot, form.columns["source"], "Body Text")
    settle(qtbot, dialog)
    assert form._samples["source"].text() == "This is the text already."
    assert dialog.rows.files[0].look.inspection.first_rows[0].appearances[0].source is None
    assert form.columns["text"].findText("–") < 0


def test_labels_that_a_file_holds_are_counted(open_dialog, folder):
    row = {"text": STORY, "section": "World", "spans": [{"start": 4, "end": 13, "label": "ORG"}]}
    (folder / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    words = open_dialog(folder).form._others.toolTip()
    assert "Labels in the first articles: 1. Kept besides: section (World)" in words


def test_columns_chosen_with_keys_hold_for_all_files_with_the_same_ones(qtbot, bench, open_dialog, folder):
    for name in "ab":
        table = TABLE.replace("Tuesday", f"day {name}")
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    (folder / "c.csv").write_text(f"text;Story No\n{STORY};1\n", encoding="utf-8")
    dialog = open_dialog(folder)
    assert dialog.form.for_all.text() == "Also for the other file with these columns"
    pick(qtbot, dialog.form.columns["ref"], "Story No")
    settle(qtbot, dialog)
    press(qtbot, bench, dialog)
    assert [one.first.ref for one in documents(bench)] == ["7", "7", None]


def test_columns_chosen_for_one_file_leave_the_others_as_they_were(qtbot, bench, open_dialog, folder):
    for name in "ab":
        table = TABLE.replace("Tuesday", f"day {name}")
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    dialog = open_dialog(folder)
    qtbot.keyClick(dialog.form.for_all, Qt.Key.Key_Space)
    pick(qtbot, dialog.form.columns["title"], "Outlet")
    pick(qtbot, dialog.form.columns["source"], "–")
    settle(qtbot, dialog)
    press(qtbot, bench, dialog)
    assert [(one.first.title, one.first.source) for one in documents(bench)] == [
        ("Lantern Wire", None),
        ("Ministers meet", "Lantern Wire"),
    ]


def test_columns_chosen_for_all_hold_for_files_nobody_looked_at(
    qtbot, bench, open_dialog, folder, monkeypatch
):
    monkeypatch.setattr(import_files, "_LOOKED_AT", 1)
    for name in "abc":
        table = TABLE.replace("Tuesday", f"day {name}")
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    dialog = ImportFiles(bench, bench.session.project, [folder])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.rows.files) and not dialog.rows.files[0].stale)
    assert [file.look is None for file in dialog.rows.files] == [False, True, True]
    pick(qtbot, dialog.form.columns["ref"], "Story No")
    dialog.form.columns_chosen.emit(dialog.rows.files[0].columns, True)
    press(qtbot, bench, dialog)
    assert [one.first.ref for one in documents(bench)] == ["7", "7", "7"]


def test_a_table_without_a_text_says_so_until_a_column_is_chosen(qtbot, bench, open_dialog, folder):
    (folder / "a.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    dialog = open_dialog(folder)
    dialog.primary.click()
    assert "Nothing here can be imported. a.csv: None of its columns is a text" in dialog.problem.text()
    pick(qtbot, dialog.form.columns["text"], "b")
    settle(qtbot, dialog)
    press(qtbot, bench, dialog)
    assert [one.text for one in documents(bench)] == ["2", "4"]


def test_bad_files_are_named_and_the_others_come_in(qtbot, bench, open_dialog, folder, reports):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "wire.jsonl").write_bytes(
        b'{"text": "One."}\nbroken\n{"text": "Two.", "spans": [{"start": 0, "end": 99, "label": "PER"}]}\n'
    )
    dialog = open_dialog(folder)
    words = [file.words() for file in dialog.rows.files]
    assert words[0] == "The text is empty."
    assert words[1].startswith("It is not a text")
    press(qtbot, bench, dialog)
    assert [one.text for one in documents(bench)] == ["One.", "Two."]
    _, title, summary, details, text = reports[0]
    assert title == "Imported" and summary[0] == "2 new articles."
    assert len(details) == 4
    assert any(line.startswith("wire.jsonl, line 2: ") for line in details)
    assert all(line in text for line in details)


def test_the_headline_goes_on_top_where_asked_for(qtbot, bench, open_dialog, folder):
    (folder / "a.csv").write_text(TABLE, encoding="utf-8")
    bench.settings.set("headline", True)
    dialog = open_dialog(folder)
    assert dialog.headline.isChecked()
    press(qtbot, bench, dialog)
    assert documents(bench)[0].text == f"Ministers meet\n\n{STORY}"
    assert documents(bench)[0].first.headline == (0, 14)


@pytest.mark.parametrize(
    ("choice", "name", "layer"),
    [(0, "", "tomas"), (1, "", "own"), (-1, "second pass", "second pass")],
)
def test_labels_go_to_the_layer_that_was_chosen(qtbot, bench, open_dialog, folder, choice, name, layer):
    row = {"text": STORY, "layer": "tomas", "spans": [{"start": 4, "end": 13, "label": "CABINET"}]}
    (folder / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    dialog = open_dialog(folder)
    dialog.layer.setCurrentIndex(choice % dialog.layer.count())
    if name:
        dialog.primary.click()
        assert dialog.problem.text() == "The layer needs a name."
        qtbot.keyClicks(dialog.layer_name, name)
    press(qtbot, bench, dialog)
    project = bench.session.project
    found = project.own_layer() if layer == "own" else project.layer(layer)
    document = documents(bench)[0].id
    assert [span.start for span in project.annotations(document, found.id).spans] == [4]
    assert bench.session.scheme.named("CABINET") is not None


def test_a_format_can_be_named_for_a_file_whose_ending_says_nothing(qtbot, bench, open_dialog, folder):
    file = folder / "wire.log"
    file.write_text("Some text.", encoding="utf-8")
    dialog = open_dialog(file)
    assert dialog.rows.files[0].words().startswith("No format reads wire.log.")
    pick(qtbot, dialog.form.format, "Plain text")
    dialog.form.read_as.emit({"format": "text"})
    settle(qtbot, dialog)
    press(qtbot, bench, dialog)
    assert [one.text for one in documents(bench)] == ["Some text."]


def test_files_dropped_on_the_dialog_are_added_once(qtbot, open_dialog, folder):
    (folder / "a.txt").write_text("Some text.", encoding="utf-8")
    dialog = open_dialog(folder)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / "a.txt")), QUrl("https://example.org/b.txt")])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, button, none))
    settle(qtbot, dialog)
    assert [file.path.name for file in dialog.rows.files] == ["a.txt"]


def test_a_file_taken_out_with_delete_does_not_come_in(qtbot, bench, open_dialog, folder):
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Text {name}.", encoding="utf-8")
    dialog = open_dialog(folder)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert dialog._count.text() == "2 files"
    press(qtbot, bench, dialog)
    assert [one.text for one in documents(bench)] == ["Text a.", "Text c."]


def test_a_folder_in_which_nothing_can_be_read_is_said(qtbot, open_dialog, folder):
    (folder / "a.png").write_bytes(b"\x89PNG")
    dialog = open_dialog(folder)
    assert dialog.problem.text() == "There is nothing in in that can be imported."
    dialog.primary.click()
    assert dialog.problem.text() == "Add files or a folder first."


def test_a_text_of_right_to_left_and_markup_are_shown_as_they_are(open_dialog, folder):
    rows = [{"title": "<b>العاصمة</b>", "text": "التقى الرئيس \u2028 <img src=x>", "language": "ar"}]
    (folder / "a.jsonl").write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    dialog = open_dialog(folder)
    assert dialog.form.first_rows.model().index(0, 0).data() == "<b>العاصمة</b>"
    assert not dialog.grab().isNull()


def test_an_import_that_is_cancelled_keeps_and_shows_what_was_written(qtbot, bench, open_dialog, folder):
    rows = 30_000
    lines = (json.dumps({"text": f"Text {number}."}) + "\n" for number in range(rows))
    (folder / "many.jsonl").write_text("".join(lines), encoding="utf-8")
    dialog = open_dialog(folder)
    with qtbot.waitSignal(bench.jobs.idle):
        dialog.accept()
        qtbot.waitUntil(lambda: bench.session.project.documents.count() > 0)
        bench.jobs.cancel()
    count = bench.session.project.documents.count()
    assert 0 < count < rows
    qtbot.waitUntil(lambda: len(bench.session.numbers) == count)
    assert bench.session.document is not None


def test_closing_while_files_are_looked_at_leaves_nothing_running(qtbot, bench, folder):
    for number in range(300):
        (folder / f"{number:04}.txt").write_text(f"Text {number}.", encoding="utf-8")
    dialog = ImportFiles(bench, bench.session.project, [folder])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.rows.files))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog._looking.running is None
    assert bench.session.project.documents.count() == 0


def test_the_model_keeps_qts_rules(qtmodeltester, open_dialog, folder):
    (folder / "a.csv").write_text(TABLE, encoding="utf-8")
    dialog = open_dialog(folder)
    qtmodeltester.check(dialog.rows)
    qtmodeltester.check(dialog.form.first_rows.model())
