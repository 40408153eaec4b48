"""The past: the shown article as it was once, until the person comes back."""

from annotator.domain.annotations import Annotations
from annotator.ui.session import Session
from annotator.ui.workbench import Workbench


def look_back(bench: Workbench, past: Annotations, when: str) -> None:
    """Show the article with what the layer said then; `when` is the sentence that says so.

    Nothing can be changed meanwhile, and whatever shows another article or layer, or writes, comes back.
    """
    session, running = bench.session, bench.jobs.running
    if running is not None:  # it may be changing this article
        session.message.emit(f"“{running}” is not through. Wait for it, or cancel it.")
        return
    session.past, session.annotations = when, past
    session.layer_changed.emit()


def look_now(session: Session) -> bool:
    """Show the article as it is; False where it was shown so."""
    if session.past is None:
        return False
    session.past = None
    if session.project is not None and session.document is not None:
        session.annotations = session.project.annotations(session.document.id, session.layer_id)
    session.layer_changed.emit()
    return True
