"""Damage by keys alone: waves and a count in the reader, a list of the article, a list of everything."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.services import damage
from annotator.services.importing import ImportOptions, import_paths
from annotator.ui.commands import file
from annotator.ui.damage_watch import LOOKING
from annotator.ui.dialogs.damage import DamageEverywhere, DamageHere
from annotator.ui.dialogs.damage_rows import ROW
from tests.windows import close_window, open_window

DAMAGED = (
    "The strike in Velmora goes on.\n\n"
    "They say that Velmora s mayor left the the town with ships from rUSsia.\n\n"
    "Nobody in the ha\u00adrbour knew of that."
)
SOUND = "A second article. It has two sentences."
LOST = "They say that Kastelholm s mayor left."


@pytest.fixture
def bench(qtbot, tmp_path):
    bench = open_window(tmp_path, (DAMAGED, SOUND, LOST))
    qtbot.waitUntil(lambda: bench.reader.hasFocus() and bool(bench.reader.damage))
    yield bench
    close_window(bench)


def opened(bench, qtbot, action, kind):
    """The dialog that the action opens."""
    shown = []

    def keep(dialog):
        qtbot.addWidget(dialog)
        shown.append(dialog)
        dialog.show()
        dialog.activateWindow()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "exec", keep)
        bench.actions[action].trigger()
        qtbot.waitUntil(lambda: bool(shown))
    qtbot.waitUntil(shown[0].view.hasFocus)
    return shown[0]


def rows(dialog):
    model = dialog.view.model()
    return [model.index(at, 0).data(ROW) for at in range(model.rowCount())]


def test_the_reader_shows_the_damage_of_the_article_and_of_no_other(bench, qtbot):
    kinds = [one.kind for one in bench.reader.damage]
    assert kinds == ["apostrophes", "doubled", "casing", "invisible"]
    bench.session.show(2)
    assert bench.reader.damage == ()
    qtbot.wait(20)
    assert bench.reader.damage == ()
    bench.session.show(3)
    qtbot.waitUntil(lambda: [one.kind for one in bench.reader.damage] == ["apostrophes"])


def test_waves_are_drawn_below_the_words_and_nothing_moves(bench):
    page, findings = bench.reader.page, bench.reader.damage
    height = page.height
    with_waves = bench.reader.viewport().grab().toImage()
    bench.reader.show_damage(())
    without = bench.reader.viewport().grab().toImage()
    assert bench.reader.page.height == height
    assert with_waves != without
    bench.reader.show_damage(findings)
    assert bench.reader.viewport().grab().toImage() == with_waves
    word = page.place_of(DAMAGED.index("rUSsia"))
    bench.reader.show_damage(())
    differs = {
        y
        for y in range(int(word.top()), int(word.bottom()) + 12)
        for x in range(int(word.left()), int(word.left()) + 30)
        if with_waves.pixel(x, y - bench.reader.top) != without.pixel(x, y - bench.reader.top)
    }
    geometry = page.geometry(page.piece_of(DAMAGED.index("rUSsia")))
    (rect,) = geometry.rects(DAMAGED.index("rUSsia"), DAMAGED.index("rUSsia") + 6)
    below = page.top_of(page.piece_of(DAMAGED.index("rUSsia"))) + rect.bottom()
    assert differs and min(differs) >= below - 2


def test_the_list_says_what_is_wrong_and_what_could_stand_there(bench, qtbot):
    dialog = opened(bench, qtbot, "damage.article", DamageHere)
    found = rows(dialog)
    assert [row.words for row in found] == ["Velmora s", "the the", "rUSsia", "ha[U+00AD]rbour"]
    assert found[0].said == "An apostrophe is lost. It could be “Velmora's”."
    assert found[1].said == "“the” stands twice. It could be “the”."
    assert found[3].spoken().startswith("Invisible characters, Nobody in the ha[U+00AD]rbour")


def test_enter_goes_to_the_place(bench, qtbot):
    dialog = opened(bench, qtbot, "damage.article", DamageHere)
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    start, end = bench.reader.selection
    assert DAMAGED[start:end] == "rUSsia"


def test_an_article_without_damage_says_so(bench, qtbot):
    bench.session.show(2)
    dialog = opened(bench, qtbot, "damage.article", DamageHere)
    assert rows(dialog) == [] and not dialog.primary.isEnabled()


def test_everything_is_counted_by_kind_and_enter_lists_the_articles(bench, qtbot):
    dialog = opened(bench, qtbot, "damage.all", DamageEverywhere)
    assert next((row.words, row.kind) for row in rows(dialog)) == ("Lost apostrophes", "2 articles")
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list(bench.session.numbers) == [1, 3])
    assert bench.window.header.search.line == "damaged:apostrophes"


def test_a_filter_looks_at_what_was_not_looked_at_yet_and_then_lists_it(bench, qtbot):
    bench.window.header.search.ask("is:damaged")
    qtbot.waitUntil(lambda: list(bench.session.numbers) == [1, 3])
    bench.window.header.search.ask("damaged:casing")
    assert list(bench.session.numbers) == [1]


def test_what_is_imported_is_looked_at(bench, qtbot, tmp_path):
    path = tmp_path / "new.txt"
    path.write_text("The caf\ufffd is open.", "utf-8")
    work = import_paths(bench.session.project, [path], ImportOptions())
    bench.jobs.run("Importing", work, lambda _: bench.session.reread())
    qtbot.waitUntil(lambda: bench.session.project.documents.count() == 4)
    qtbot.waitUntil(lambda: damage.unseen(bench.session.project) == 0)
    bench.window.header.search.ask("damaged:unreadable")
    assert list(bench.session.numbers) == [4]


def test_looking_is_stopped_without_a_question_when_the_window_closes(bench, qtbot, monkeypatch):
    monkeypatch.setattr(type(bench.jobs), "running", property(lambda _: LOOKING))
    assert file.may_stop(bench)
