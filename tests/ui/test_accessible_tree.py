"""The accessible tree as a screen reader walks it: the window, the start screen, every dialog."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QApplication, QDialog, QRadioButton, QScrollArea, QTabWidget, QWidget

import annotator.ui
from annotator.domain import edits
from annotator.domain.carrying import Carried
from annotator.domain.entities import Span
from annotator.services import damage
from annotator.services.agreement_tables import Table
from annotator.services.carrying import Offer
from annotator.services.suggestion_report import SuggestionReport
from annotator.ui import plain, status_bar
from annotator.ui.agreement.choose import Choose
from annotator.ui.agreement.positions import Positions
from annotator.ui.agreement.table import TableDialog
from annotator.ui.dialogs import frame, twin_parts, twins
from annotator.ui.dialogs.assign import AssignDialog
from annotator.ui.dialogs.carrying import Carrying
from annotator.ui.dialogs.consistency import Consistency
from annotator.ui.dialogs.copies import Copies
from annotator.ui.dialogs.damage import DamageEverywhere, DamageHere
from annotator.ui.dialogs.export import Export
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.dialogs.import_files import ImportFiles
from annotator.ui.dialogs.inbox import InboxDialog
from annotator.ui.dialogs.keep_queue import KeepQueue
from annotator.ui.dialogs.merge import MergeDialog
from annotator.ui.dialogs.new_project import NewProject
from annotator.ui.dialogs.pace import PaceDialog
from annotator.ui.dialogs.release import Release
from annotator.ui.dialogs.report import Report
from annotator.ui.dialogs.scheme_editor import SchemeEditor
from annotator.ui.dialogs.shortcuts import ShortcutEditor
from annotator.ui.dialogs.suggestions import SuggestionsDialog
from annotator.ui.dialogs.twins import Asked, Everywhere
from annotator.ui.key_sheet import KeySheet
from annotator.ui.palette import Palette
from annotator.ui.reader import accessible
from annotator.ui.review.layer_dialog import LayerDialog
from annotator.ui.review.reason_box import ReasonBox
from annotator.ui.workbench import Workbench
from tests.windows import press, select

NO_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client)
MOST = 2_000  # things in one window

MADE: dict[type[QDialog], Callable[[Workbench, Path], QDialog]] = {
    Carrying: lambda bench, _: Carrying(
        bench,
        bench.session.layer,
        Offer(
            bench.session.document,
            bench.session.document,
            (Carried(Span("s", "", "", 0, 7, "GPE"), "moved", 1, 8),),
        ),
        bench.window,
    ),
    AssignDialog: lambda bench, _: AssignDialog(bench, bench.session.project),
    Choose: lambda bench, _: Choose(bench.window, "layers", ["ines", "marek"], ["ines"], 2),
    Consistency: lambda bench, _: Consistency(bench, bench.session.project, bench.session.layer),
    Copies: lambda bench, _: Copies(bench, bench.session.project),
    DamageEverywhere: lambda bench, _: DamageEverywhere(bench, damage.Report()),
    DamageHere: lambda bench, _: DamageHere(bench),
    Export: lambda bench, _: Export(bench, bench.session.project),
    Everywhere: lambda bench, _: Everywhere(
        bench, bench.session.project, bench.session.layer, Asked("Velmora", "en", None, None)
    ),
    ImportFiles: lambda bench, path: ImportFiles(bench, bench.session.project, [path]),
    InboxDialog: lambda bench, _: InboxDialog(bench, bench.session.layer, []),
    KeepQueue: lambda bench, _: KeepQueue(bench),
    KeySheet: lambda bench, _: KeySheet(bench),
    MergeDialog: lambda bench, path: MergeDialog(bench, bench.session.project, [path]),
    NewProject: lambda bench, _: NewProject(bench),
    PaceDialog: lambda bench, _: PaceDialog(bench),
    Positions: lambda bench, _: Positions(
        bench.window, "LOC met GPE", "", ["Words", "Article"], [(("Tarn", "Title 0"), (1, (0, 4)))]
    ),
    Release: lambda bench, _: Release(bench, bench.session.project),
    Report: lambda bench, _: Report(bench, "Import", ["2 articles."], ["Line 3 is empty."], "All of it."),
    LayerDialog: lambda bench, _: LayerDialog(bench),
    ReasonBox: lambda bench, _: ReasonBox(bench),
    SchemeEditor: lambda bench, _: SchemeEditor(bench),
    ShortcutEditor: lambda bench, _: ShortcutEditor(bench),
    SuggestionsDialog: lambda bench, _: SuggestionsDialog(
        bench, SuggestionReport("ines", 10, bench.session.scheme.labels)
    ),
    TableDialog: lambda bench, _: TableDialog(
        bench.window, "Pair by pair", "F1", Table(("layer", "F1"), (("ines", 0.84),))
    ),
}


def tree(top: QWidget) -> Iterator[tuple[QAccessibleInterface, str]]:
    """Everything that is shown in the window, with its way there."""
    waiting = [(QAccessible.queryAccessibleInterface(top), type(top).__name__)]
    for _ in range(MOST):
        if not waiting:
            return
        here, way = waiting.pop()
        if here is None or not here.isValid() or here.state().invisible:
            continue
        yield here, way
        for at in range(here.childCount()):
            child = here.child(at)
            if child is not None:
                thing = child.object()
                waiting.append((child, f"{way} > {type(thing).__name__ if thing else child.role().name}"))
    raise AssertionError(f"more than {MOST} things in {top}")


def wanting(top: QWidget) -> list[str]:
    """What can have the focus and does not say what it is."""
    return [
        f"{way}: {here.role().name} “{here.text(QAccessible.Text.Name)}”"
        for here, way in tree(top)
        if here.state().focusable
        and not hands_on(here)
        and (not here.text(QAccessible.Text.Name).strip() or not has_role(here))
    ]


def has_role(here: QAccessibleInterface) -> bool:
    """Whether it says what kind of thing it is; Qt has no kind for what only scrolls its children."""
    return here.role() not in NO_ROLES or isinstance(here.object(), QScrollArea)


def hands_on(here: QAccessibleInterface) -> bool:
    """Whether the focus never stays here, since another widget takes it."""
    thing = here.object()
    return isinstance(thing, QWidget) and thing.focusProxy() is not None


def roles(top: QWidget) -> set[QAccessible.Role]:
    return {here.role() for here, _ in tree(top)}


def test_every_dialog_is_walked():
    for module in pkgutil.walk_packages(annotator.ui.__path__, "annotator.ui."):
        importlib.import_module(module.name)
    waiting, found = [QDialog], set()
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("annotator.") and one is not Dialog:
                found.add(one)
    assert found == set(MADE)


def test_all_of_the_window_says_what_it_is(bench):
    select(bench, "Ilse Maren")
    press("1", "-")
    bench.session.attempt(lambda: edits.add_note(bench.session.annotations, "Who is she?"))
    for dock in bench.window.docks.on("left") + bench.window.docks.on("right"):
        dock.show()
    assert wanting(bench.window) == []
    assert {QAccessible.Role.EditableText, QAccessible.Role.Table, QAccessible.Role.MenuBar} <= roles(
        bench.window
    )


def test_the_start_screen_says_what_it_is(start):
    assert wanting(start.window) == []


@pytest.fixture
def opened(bench, qtbot, tmp_path):
    """Makes a dialog on the project of the window, and shows it."""
    source = tmp_path / "wire.csv"
    source.write_text("title,text\nTalks,They ended.\n", encoding="utf-8")

    def opened(kind: type[QDialog]) -> QDialog:
        dialog = MADE[kind](bench, source)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.wait(100)  # for what is looked for beside the window
        return dialog

    return opened


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
def test_every_dialog_says_what_it_is_and_is_gone_through_by_tab(opened, kind):
    dialog = opened(kind)
    assert dialog.windowTitle()
    for show in pages(dialog):
        show()
        assert wanting(dialog) == []
        assert beyond_tab(dialog) == []
    dialog.close()


def pages(dialog: QDialog) -> list[Callable[[], None]]:
    """What shows each page of a dialog."""
    tabs = dialog.findChild(QTabWidget)
    if tabs is None:
        return [lambda: None]
    return [lambda at=at: tabs.setCurrentIndex(at) for at in range(tabs.count())]


def beyond_tab(dialog: QDialog) -> list[str]:
    """What waits for the focus and is not reached by pressing Tab."""
    waiting = {
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not (isinstance(widget, QRadioButton) and not widget.isChecked())  # arrows go to those
    }
    for _ in range(2 * len(waiting) + 5):
        waiting.discard(QApplication.focusWidget())
        press("Tab")
    return [f"{type(widget).__name__} “{widget.accessibleName()}”" for widget in waiting]


def test_tab_comes_to_the_buttons_after_the_fields(opened):
    dialog = opened(Everywhere)
    dialog.list.setFocus()
    reached = []
    for _ in range(3):
        press("Tab")
        reached.append(QApplication.focusWidget())
    assert reached == [dialog.cancel, dialog.primary, dialog.marks]


@pytest.fixture
def heard(monkeypatch):
    """What is announced, by whatever part of the window."""
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    listening = SimpleNamespace(
        isActive=lambda: True, updateAccessibility=hear, queryAccessibleInterface=lambda _: None
    )
    for part in (frame, status_bar, twin_parts, twins, accessible):
        monkeypatch.setattr(part, "QAccessible", listening)
    return said


def test_what_changes_is_announced(bench, heard):
    select(bench, "Ilse Maren")
    assert heard[0] == "Title 0"
    press("1")
    assert heard[-2:] == ["Person: Ilse Maren", "Person: Ilse Maren, saved"]
    press("Ctrl+Z")
    assert any(said.startswith("Undo") for said in heard)
    select(bench, "Velmora")
    heard.clear()
    press("A")
    assert heard == ["Label these words once; then the same key labels all that say the same."]
    heard.clear()
    press("Ctrl+PgDown")
    assert "Title 1" in heard


def test_found_places_and_their_ticks_are_announced(opened, heard, qtbot):
    dialog = opened(Everywhere)
    qtbot.waitUntil(lambda: heard == ["3 places in 1 article"])
    dialog.list.setFocus()
    press("Space")
    assert heard[-1] == "Not ticked. Label 2 places in 1 article"
    press("Ctrl+A", "Ctrl+A", "Return")
    assert heard[-1] == "Nothing is ticked."


def test_the_palette_and_messages_say_what_they_are(bench, qtbot):
    palette = Palette(bench)
    palette.open()
    assert wanting(palette) == []
    palette.close()
    for box in (
        plain.question(bench.window, "Stop it?", yes="Stop"),
        plain.error(bench.window, "No.", "Why."),
    ):
        box.open()
        assert wanting(box) == []
        box.close()
