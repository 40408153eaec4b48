"""The candidates: from one place that probably wants a label to the next, yes or no with one key."""

from annotator.domain import edits
from annotator.domain.change import Edit
from annotator.domain.cursor import Step
from annotator.domain.entities import Span
from annotator.errors import Refused
from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_document
from annotator.ui.workbench import Workbench

_MENU = "Annotate/Candidates"


@action("candidate.next", "Next candidate", keys="Tab", menu=_MENU, scope="reader", when=has_document)
def next_candidate(bench: Workbench) -> None:
    """Select what probably wants a label next."""
    go_on(bench, 1)


@action(
    "candidate.previous",
    "Previous candidate",
    keys="Shift+Tab",
    menu=_MENU,
    scope="reader",
    when=has_document,
)
def previous_candidate(bench: Workbench) -> None:
    """Select what probably wants a label before this."""
    go_on(bench, -1)


@action("candidate.accept", "Accept", keys="Space", menu=_MENU, scope="reader", when=has_document)
def accept(bench: Workbench) -> None:
    """Give the selected candidate the label it is offered with, and go on to the next."""
    if bench.session.attempt(lambda: _accepted(bench)):
        go_on_from_label(bench)


@action(
    "candidate.rest", "Accept the rest that was seen", keys="S", menu=_MENU, scope="reader", when=has_document
)
def accept_rest(bench: Workbench) -> None:
    """Accept every suggestion of the article that was on the screen long enough to be read."""
    session, seen = bench.session, bench.reader.seen()
    offered = [one for one in bench.offers.candidates if one.origin == "suggestion" and one.range in seen]
    proposed = [span for one in offered if (span := bench.offers.proposed(one)) is not None]
    session.attempt(lambda: edits.accept_all(session.scheme, session.annotations, proposed))


def reject(bench: Workbench) -> bool:
    """Say that the selected candidate is none; whether one was selected. It stays rejected."""
    session, candidate = bench.session, bench.offers.at(bench.reader.selection)
    if candidate is None or session.document is None:
        return False
    if candidate.origin == "capitals" and candidate.range != bench.offers.walked_to:
        return False  # nothing on the screen offered it
    text = session.document.text
    if session.attempt(lambda: edits.reject(session.annotations, text, *candidate.key)):
        go_on(bench, 1)
    return True


def go_on(bench: Workbench, step: Step) -> None:
    """Select the next candidate, or say that there is none."""
    found = bench.offers.next(bench.reader.selection, step)
    if found is None:
        bench.session.message.emit("Nothing more looks like an entity here.")
    else:
        bench.reader.select(*found.range)
        bench.offers.walked_to, bench.offers.walked_from = found.range, None


def go_on_from_label(bench: Workbench) -> None:
    """Select the next candidate; until then, a polarity speaks of what was just labelled."""
    labelled = bench.reader.selection
    go_on(bench, 1)
    bench.offers.walked_from = labelled


def just_labelled(bench: Workbench) -> Span | None:
    """The span that was labelled on the way to the selected candidate."""
    offers, selection = bench.offers, bench.reader.selection
    if selection is None or selection != offers.walked_to:
        return None
    spans = bench.session.annotations.spans
    return next((span for span in spans if (span.start, span.end) == offers.walked_from), None)


def _accepted(bench: Workbench) -> Edit:
    session, candidate = bench.session, bench.offers.at(bench.reader.selection)
    if candidate is None or session.document is None:
        raise Refused("No candidate is selected. Tab goes to the next one.")
    proposed = bench.offers.proposed(candidate)
    if proposed is None:
        raise Refused("This may be an entity, but which? Press the key of its label.")
    return edits.accept(session.scheme, session.annotations, session.document.text, proposed)
