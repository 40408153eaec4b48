"""Where the shown article is damaged, and what is damaged all over the project, as lists by keys."""

from collections.abc import Sequence
from functools import partial

from annotator.domain.damage_kinds import KINDS, TITLES
from annotator.errors import Refused
from annotator.services import damage
from annotator.services.damage import Report
from annotator.ui import plain
from annotator.ui.dialogs.damage_rows import ROW_HEIGHT, DamageDelegate, DamageRows, Row, of_finding
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.workbench import Workbench

_SIZE = (760, 560)
_HERE = "The text is shown as it came, and nothing in it was changed. Enter goes to the place."
_EVERYWHERE = "What is wrong with whole sources first, then each kind of damage. Enter lists the articles."


def run(bench: Workbench) -> None:
    """List the damage of the shown article."""
    DamageHere(bench).exec()


def run_everywhere(bench: Workbench) -> None:
    """Look at all texts beside the window, then list what was found."""
    project = bench.session.project
    if project is not None:
        work = damage.look(project)
        bench.jobs.run("Looking for damage", work, partial(_show, bench))


class DamageHere(Dialog):
    """Goes to the place of the current row."""

    def __init__(self, bench: Workbench) -> None:
        """Of the shown article."""
        super().__init__(bench.window, "Damage here", _HERE, "Go to the place")
        self._bench = bench
        self._findings = bench.reader.damage
        document = bench.session.document
        text = document.text if document else ""
        count = len(self._findings)
        places = "1 place" if count == 1 else f"{count:,} places"
        said = f"{places} of this article" if count else "Nothing in this article looks damaged."
        self.view = _filled(self, bench, [of_finding(text, one) for one in self._findings], said)
        everywhere = self.add_side_button("Everywhere…")
        everywhere.clicked.connect(self._look_everywhere)

    def act(self) -> None:
        """Select the place."""
        row = self.view.current_row()
        if row is None:
            raise Refused("There is nothing here to go to.")
        one = self._findings[row]
        self._bench.reader.select(one.start, one.end)
        self._bench.reader.setFocus()

    def _look_everywhere(self) -> None:
        self.reject()
        run_everywhere(self._bench)


class DamageEverywhere(Dialog):
    """Has the list of articles show those of the current row."""

    def __init__(self, bench: Workbench, report: Report) -> None:
        """Of a project that was looked through."""
        super().__init__(bench.window, "Damage everywhere", _EVERYWHERE, "List the articles")
        self._bench = bench
        every = report.all
        said = f"{every.any_damaged:,} of {every.articles:,} articles are damaged"
        entries = _entries(report)
        self._lines = [line for line, _ in entries]
        self.view = _filled(self, bench, [row for _, row in entries], said)

    def act(self) -> None:
        """Filter the list of articles, and have the first of them shown."""
        row = self.view.current_row()
        if row is None:
            raise Refused("Nothing in this project looks damaged.")
        self._bench.window.header.search.ask(self._lines[row])


def _entries(report: Report) -> list[tuple[str, Row]]:
    """Each row with the filter that lists its articles."""
    found = []
    for source, said in report.verdicts():
        name = source or "No source"
        line = f'source:"{source}"' if source else "is:damaged"
        found.append((line, Row("", name, "", "All of a source", said, is_text=False)))
    for kind in sorted(KINDS, key=lambda one: -report.all.damaged[one]):
        count, places = report.all.damaged[kind], report.all.places[kind]
        if count:
            said = "1 place" if places == 1 else f"{places:,} places"
            if len(report.sources) > 1:
                sources = sum(bool(signs.damaged[kind]) for signs in report.sources.values())
                said += f", in {sources:,} of {len(report.sources):,} sources"
            articles = "1 article" if count == 1 else f"{count:,} articles"
            found.append((f"damaged:{kind}", Row("", TITLES[kind], "", articles, said, is_text=False)))
    return found


def _filled(dialog: Dialog, bench: Workbench, given: Sequence[Row], said: str) -> ListView:
    """The dialog with a list of these rows, the first one current."""
    dialog.body.addWidget(plain.label(said, tone="ink2"))
    view = ListView("Damage", ROW_HEIGHT)
    view.setModel(DamageRows(given, view))
    view.setItemDelegate(DamageDelegate(bench.appearance, view))
    view.doubleClicked.connect(dialog.primary.click)
    dialog.body.addWidget(view, 1)
    dialog.cancel.setText("Close")
    dialog.primary.setEnabled(bool(given))
    dialog.resize(*_SIZE)
    if given:
        view.show_current(0)
    view.setFocus()
    return view


def _show(bench: Workbench, report: Report) -> None:
    DamageEverywhere(bench, report).exec()
