"""Equal words: with one key in the article, or looked through all over the corpus."""

from typing import TYPE_CHECKING

from annotator.domain import edits
from annotator.domain.change import Edit
from annotator.domain.twin_edits import label_twins, remove_twins
from annotator.errors import Refused
from annotator.ui.actions import action
from annotator.ui.commands.candidates import just_labelled
from annotator.ui.commands.conditions import has_document
from annotator.ui.workbench import Workbench

if TYPE_CHECKING:
    from annotator.ui.dialogs.twins import Asked


@action("span.all", "Label all equal words", keys="A", menu="Annotate", scope="reader", when=has_document)
def label_all(bench: Workbench) -> None:
    """Give every place of the article that says the same as the selected span its label, as one edit.

    On the way to the next candidate, that is the span which was just labelled.
    """
    bench.session.attempt(lambda: _all_labelled(bench))


@action(
    "span.everywhere",
    "Label or remove everywhere…",
    keys="Shift+A",
    menu="Annotate",
    scope="reader",
    when=has_document,
)
def label_everywhere(bench: Workbench) -> None:
    """Look through every place of the corpus that says the same as the selected span or words."""
    from annotator.ui.dialogs import twins

    session = bench.session
    if not session.may_edit():
        return
    try:
        asked = _asked(bench)
    except Refused as refused:
        session.message.emit(str(refused))
    else:
        twins.run(bench, asked)


@action(
    "span.remove_all",
    "Remove label from all equal words",
    keys=("Shift+Backspace", "Shift+Del"),
    menu="Annotate",
    scope="reader",
    when=has_document,
)
def remove_all(bench: Workbench) -> None:
    """Take the label of the selected span from every place of the article that says the same, as one edit."""
    bench.session.attempt(lambda: _all_removed(bench))


def _all_labelled(bench: Workbench) -> Edit:
    session, span = bench.session, bench.reader.selected_span or just_labelled(bench)
    if session.document is None or span is None:
        raise Refused("Label these words once; then the same key labels all that say the same.")
    return label_twins(session.scheme, session.annotations, session.document.text, span)


def _all_removed(bench: Workbench) -> Edit:
    session, span = bench.session, bench.reader.selected_span
    if session.document is None or span is None:
        raise Refused("No labelled span is selected.")
    return remove_twins(session.annotations, session.document.text, span)


def _asked(bench: Workbench) -> "Asked":
    from annotator.ui.dialogs.twins import Asked

    session, selection = bench.session, bench.reader.selection
    if session.document is None or selection is None:
        raise Refused("Select some words first.")
    if not session.scheme.labels:
        raise Refused("The scheme has no label yet.")
    edits.check_range(session.document.text, *selection)
    span, candidate = bench.reader.selected_span, bench.offers.at(selection)
    return Asked(
        session.document.text[slice(*selection)],
        session.document.language,
        span.label if span else None,
        candidate.label_id if candidate else None,
    )
