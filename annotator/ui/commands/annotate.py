"""The Annotate menu: labels on words, and what becomes of the article."""

from annotator.domain import edits
from annotator.domain.change import Edit
from annotator.domain.cursor import Edge, Step
from annotator.domain.entities import Label, Span, StatusValue
from annotator.errors import Refused
from annotator.ui.actions import action
from annotator.ui.commands import candidates
from annotator.ui.commands.conditions import has_document
from annotator.ui.panels.notes import NotesPanel
from annotator.ui.workbench import Workbench


def label_selection(bench: Workbench, label: Label) -> None:
    """Label the selected words; where they are a span already, give it the label.

    From a candidate that was gone to by its key, it goes on to the next one.
    """
    walking = bench.reader.selection is not None and bench.reader.selection == bench.offers.walked_to
    if bench.session.attempt(lambda: _labelled(bench, label)) and walking:
        candidates.go_on_from_label(bench)


@action(
    "span.remove",
    "Remove label, or reject candidate",
    keys=("Backspace", "Del"),
    menu="Annotate",
    scope="reader",
    when=has_document,
)
def remove_span(bench: Workbench) -> None:
    """Remove the selected span and what is said about it; of a candidate, say that it is none."""
    if bench.reader.selected_span is None and candidates.reject(bench):
        return
    bench.session.attempt(lambda: edits.remove_span(bench.session.annotations, _text(bench), _span(bench)))


@action(
    "edge.end_back", "End one word less", keys="[", menu="Annotate/Edges", scope="reader", when=has_document
)
def end_back(bench: Workbench) -> None:
    """Move the end of the selected span back."""
    _move_edge(bench, "end", -1)


@action(
    "edge.end_on", "End one word more", keys="]", menu="Annotate/Edges", scope="reader", when=has_document
)
def end_on(bench: Workbench) -> None:
    """Move the end of the selected span on."""
    _move_edge(bench, "end", 1)


@action(
    "edge.start_back",
    "Start one word more",
    keys="{",
    menu="Annotate/Edges",
    scope="reader",
    when=has_document,
)
def start_back(bench: Workbench) -> None:
    """Move the start of the selected span back."""
    _move_edge(bench, "start", -1)


@action(
    "edge.start_on", "Start one word less", keys="}", menu="Annotate/Edges", scope="reader", when=has_document
)
def start_on(bench: Workbench) -> None:
    """Move the start of the selected span on."""
    _move_edge(bench, "start", 1)


@action(
    "edge.end_back_character",
    "End one character less",
    keys="Alt+[",
    menu="Annotate/Edges",
    scope="reader",
    when=has_document,
)
def end_back_character(bench: Workbench) -> None:
    """Move the end of the selection, and of its span, back within a word."""
    _move_edge(bench, "end", -1, by_character=True)


@action(
    "edge.end_on_character",
    "End one character more",
    keys="Alt+]",
    menu="Annotate/Edges",
    scope="reader",
    when=has_document,
)
def end_on_character(bench: Workbench) -> None:
    """Move the end of the selection, and of its span, on within a word."""
    _move_edge(bench, "end", 1, by_character=True)


@action(
    "edge.start_back_character",
    "Start one character more",
    keys="Alt+{",
    menu="Annotate/Edges",
    scope="reader",
    when=has_document,
)
def start_back_character(bench: Workbench) -> None:
    """Move the start of the selection, and of its span, back within a word."""
    _move_edge(bench, "start", -1, by_character=True)


@action(
    "edge.start_on_character",
    "Start one character less",
    keys="Alt+}",
    menu="Annotate/Edges",
    scope="reader",
    when=has_document,
)
def start_on_character(bench: Workbench) -> None:
    """Move the start of the selection, and of its span, on within a word."""
    _move_edge(bench, "start", 1, by_character=True)


@action(
    "document.done",
    "Done, next article",
    keys=("Return", "Enter"),
    menu="Annotate",
    scope="reader",
    when=has_document,
    separated=True,
)
def done(bench: Workbench) -> None:
    """The article is done; show the next one."""
    _finish(bench, "done")


@action(
    "document.skip",
    "Skip, next article",
    keys=("Shift+Return", "Shift+Enter"),
    menu="Annotate",
    scope="reader",
    when=has_document,
)
def skip(bench: Workbench) -> None:
    """The article is skipped; show the next one."""
    _finish(bench, "skipped")


@action("document.flag", "Flag", keys="!", menu="Annotate", scope="reader", when=has_document)
def flag(bench: Workbench) -> None:
    """Put a flag on the article, or take it off."""
    on = bench.session.annotations
    bench.session.attempt(lambda: edits.set_flag(on, None if on.flag else ""))


@action("words.flag", "Flag the words", keys="Ctrl+!", menu="Annotate", scope="reader", when=has_document)
def flag_words(bench: Workbench) -> None:
    """Put a flag on the selected words, or take it off; its reason is written among the notes."""
    bench.session.attempt(lambda: _flagged(bench))


@action("document.note", "Write a note…", keys="N", menu="Annotate", scope="reader", when=has_document)
def write_note(bench: Workbench) -> None:
    """Begin a note on the selected words, in its panel."""
    bench.window.docks.bring("notes")
    notes = bench.panels["notes"]
    if isinstance(notes, NotesPanel):
        notes.write()


def _labelled(bench: Workbench, label: Label) -> Edit:
    session, span = bench.session, bench.reader.selected_span
    if span is not None:
        return edits.relabel(session.scheme, session.annotations, _text(bench), span, label)
    if bench.reader.selection is None:
        raise Refused("Select some words first.")
    candidate = bench.offers.at(bench.reader.selection)
    proposed = bench.offers.proposed(candidate) if candidate else None
    if proposed is not None and proposed.label == label.id:
        return edits.accept(session.scheme, session.annotations, _text(bench), proposed)
    return edits.add_span(session.scheme, session.annotations, _text(bench), *bench.reader.selection, label)


def _flagged(bench: Workbench) -> Edit:
    place, on = bench.reader.selection, bench.session.annotations
    if place is None:
        raise Refused("Select the words to flag first.")
    is_flagged = any((flag.start, flag.end) == place for flag in on.flags)
    return edits.set_flag(on, None if is_flagged else "", place)


def _move_edge(bench: Workbench, which: Edge, step: Step, *, by_character: bool = False) -> None:
    """Move an edge of the selected span and of the selection; without a span, of the selection alone."""
    session, reader = bench.session, bench.reader
    target, span = reader.edge_target(which, step, by_character=by_character), reader.selected_span
    if target is None:
        session.message.emit("The edge cannot move further.")
    elif (
        span is None
        or bench.reviewing.is_on
        or session.attempt(
            lambda: edits.move_edge(session.scheme, session.annotations, _text(bench), span, *target)
        )
    ):
        reader.select(*target)


def _finish(bench: Workbench, value: StatusValue) -> None:
    session = bench.session
    if session.annotations.status == value or session.attempt(
        lambda: edits.set_status(session.annotations, value)
    ):
        session.show_next()


def _span(bench: Workbench) -> Span:
    if bench.reader.selected_span is None:
        raise Refused("No labelled span is selected.")
    return bench.reader.selected_span


def _text(bench: Workbench) -> str:
    if bench.session.document is None:
        raise Refused("No article is shown.")
    return bench.session.document.text
