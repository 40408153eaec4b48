"""The scheme at work: what it says of a label, and what to look at again since it says something else."""

from annotator.domain import edits
from annotator.domain.change import Edit
from annotator.domain.entities import Span
from annotator.domain.guideline import outdated
from annotator.domain.query import Queue
from annotator.errors import Refused
from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_document, has_project
from annotator.ui.panels.guideline import outdated_here
from annotator.ui.panels.selection import show_span
from annotator.ui.workbench import Workbench

LOOK_AGAIN = Queue("to look at again", "is:outdated")


@action("scheme.edit", "Labels, scale and guideline…", menu="Annotate", when=has_project, separated=True)
def edit_scheme(bench: Workbench) -> None:
    """Open the scheme editor."""
    from annotator.ui.dialogs import scheme_editor

    scheme_editor.run(bench)


@action("scheme.guideline", "Guideline", keys="F2", menu="Annotate", when=has_project)
def show_guideline(bench: Workbench) -> None:
    """Show what the guideline says of the label in hand, and read there; again, go on in the article."""
    panel = bench.panels["guideline"]
    if panel.isAncestorOf(bench.window.focusWidget() or panel):
        bench.reader.setFocus()
    else:
        bench.window.docks.bring("guideline")
        panel.setFocus()


@action("scheme.look_again", "Articles to look at again", menu="Annotate/Look again", when=has_project)
def list_outdated(bench: Workbench) -> None:
    """List the articles with labels that were given under an older rule."""
    bench.window.header.queues.choose(LOOK_AGAIN)


@action(
    "scheme.next_outdated",
    "Next label to look at again",
    keys="Shift+F2",
    menu="Annotate/Look again",
    when=has_document,
)
def next_outdated(bench: Workbench) -> None:
    """Select the next label of the article that was given under an older rule."""
    if not _go_on(bench):
        bench.session.message.emit("Every label of this article was given under the present rules.")


@action(
    "scheme.confirm",
    "Label is still right",
    keys="Shift+Space",
    menu="Annotate/Look again",
    scope="reader",
    when=has_document,
)
def confirm(bench: Workbench) -> None:
    """Say that the selected label is right under the present rule; go on to the next one to look at."""
    if bench.session.attempt(lambda: _confirmed(bench, _selected(bench))):
        _go_on(bench)


@action(
    "scheme.confirm_all", "All labels here are still right", menu="Annotate/Look again", when=has_document
)
def confirm_all(bench: Workbench) -> None:
    """Say so of every label of the article that was given under an older rule."""
    bench.session.attempt(lambda: _confirmed(bench, _outdated(bench)))


def _selected(bench: Workbench) -> list[Span]:
    if bench.reader.selected_span is None:
        raise Refused("Select the label that is still right.")
    return [bench.reader.selected_span]


def _confirmed(bench: Workbench, spans: list[Span]) -> Edit:
    session = bench.session
    if session.document is None or not spans:
        raise Refused("Nothing here was made under an older rule.")
    return edits.look_again(session.scheme, session.annotations, session.document.text, spans)


def _outdated(bench: Workbench) -> list[Span]:
    project = bench.session.project
    return outdated_here(bench, outdated(project.schemes())) if project else []


def _go_on(bench: Workbench) -> bool:
    """Select the next one after the selection, else the first."""
    spans, at = _outdated(bench), bench.reader.selection
    after = [span for span in spans if at is None or (span.start, -span.end) > (at[0], -at[1])]
    for span in (after or spans)[:1]:
        show_span(bench, span)
    return bool(spans)
