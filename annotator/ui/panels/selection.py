"""What of the shown article is selected, as the session knows it."""

from bisect import bisect_left

from annotator.domain.entities import Span
from annotator.ui.workbench import Workbench


def selected_span(bench: Workbench) -> Span | None:
    """The span on exactly the words selected in the reader.

    Asked of the session's annotations: when an edit is heard of, the reader may not have heard of it yet.
    """
    picked, range_ = bench.reader.selected_span, bench.reader.selection
    if range_ is None:
        return None
    spans = bench.session.annotations.spans
    found = []
    for span in spans[bisect_left(spans, range_[0], key=lambda one: one.start) :]:
        if span.start != range_[0]:
            break
        if span.end == range_[1]:
            found.append(span)
    return next((span for span in found if picked and span.id == picked.id), found[0] if found else None)


def show_span(bench: Workbench, span: Span) -> None:
    """Select a span in the reader and scroll to it; the focus stays where it is."""
    bench.reader.pick(span.id)
    bench.reader.reveal(span.start, span.end)
