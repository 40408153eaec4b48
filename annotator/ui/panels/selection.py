"""What of the shown article is selected, as the session knows it."""

from annotator.domain.entities import Span
from annotator.ui.workbench import Workbench


def selected_span(bench: Workbench) -> Span | None:
    """The span on exactly the words selected in the reader.

    Asked of the session's annotations: when an edit is heard of, the reader may not have heard of it yet.
    """
    picked, range_ = bench.reader.selected_span, bench.reader.selection
    on = bench.session.annotations
    if picked is not None and (span := on.span(picked.id)) is not None and (span.start, span.end) == range_:
        return span
    return next((span for span in on.spans if (span.start, span.end) == range_), None)


def show_span(bench: Workbench, span: Span) -> None:
    """Select a span in the reader and scroll to it; the focus stays where it is."""
    bench.reader.pick(span.id)
    bench.reader.reveal(span.start, span.end)
