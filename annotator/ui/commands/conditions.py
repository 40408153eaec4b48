"""What must hold for an action to make sense; asked again whenever it may have changed."""

from annotator.ui.workbench import Workbench


def has_project(bench: Workbench) -> bool:
    """A project is open."""
    return bench.session.project is not None


def has_document(bench: Workbench) -> bool:
    """An article is shown."""
    return bench.session.document is not None


def can_write(bench: Workbench) -> bool:
    """The open project is not read-only."""
    return bench.session.project is not None and not bench.session.project.read_only
