"""Edits in plain words: who did what, as a sentence that needs no key to the tags."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.domain.answering import ANSWER
from annotator.domain.assigning import ASSIGNED
from annotator.domain.change import Change, Edit
from annotator.domain.edits import quoted
from annotator.domain.entities import (
    FLAG,
    NOTE,
    REJECTED,
    SENTIMENT,
    Appearance,
    Mark,
    Opinion,
    Span,
    Status,
)
from annotator.domain.scheme import Scheme

_STATUS = {"new": "not begun", "in_progress": "in progress", "done": "done", "skipped": "skipped"}


class Teller:
    """Tells the edits of one text. `span_of` gives a span by its id, as it was then; None where unknown."""

    def __init__(self, scheme: Scheme, text: str, span_of: Callable[[str], Span | None]) -> None:
        """The scheme gives the labels their titles."""
        self._scheme = scheme
        self._text = text
        self._span_of = span_of

    def tell(self, who: str, edit: Edit, act: str = "do") -> str:
        """The sentence; `act` says whether the edit was a new one, an undo or a redo."""
        if act == "undo":
            return f"{who} took back: {self._done(edit.inverse())}."
        if act == "redo":
            return f"{who} did again: {self._done(edit)}."
        return f"{who} {self._done(edit)}."

    def thing(self, change: Change) -> str:
        """The changed thing as a name, to choose it by."""
        one = change.after or change.before
        if isinstance(one, Span):
            return f"{self._label(one.label)} {self._words(one)}"
        if isinstance(one, Opinion):
            return f"Opinion towards {self._target(one.target)}"
        if isinstance(one, Mark):
            return self._mark_name(one)
        return "Status of the article" if isinstance(one, Status) else "Where the article appeared"

    def _done(self, edit: Edit) -> str:
        spans = [one for one in edit.changes if one.key.kind == Span.kind]
        appeared = [one for one in edit.changes if one.key.kind == Appearance.kind]
        others = [one for one in edit.changes if one.key.kind in (Opinion.kind, Mark.kind)]
        if appeared:
            return _appeared(appeared, len(spans))
        if spans:
            return self._spans(spans)
        if len(others) == 2 and all(one.key.kind == Opinion.kind for one in others):
            return self._holder(others)
        if len(others) == 1:
            return self._opinion(others[0]) if others[0].key.kind == Opinion.kind else self._mark(others[0])
        if others:
            return f"changed {len(others)} notes and opinions"
        return _status(edit.changes) if edit.changes else f"did something elsewhere: {edit.title}"

    def _spans(self, changes: Sequence[Change]) -> str:
        if len(changes) == 1:
            return self._span(changes[0])
        came = [one.after for one in changes if one.before is None and isinstance(one.after, Span)]
        went = [one.before for one in changes if one.after is None and isinstance(one.before, Span)]
        if len(came) == len(changes):
            return f"labelled {self._several(came)}"
        if len(went) == len(changes):
            return f"removed the label from {self._several(went)}"
        if not came and not went:
            after = [one.after for one in changes if isinstance(one.after, Span)]
            if all(_only_looked(one) for one in changes):
                return f"looked at {len(changes)} labels again and left them"
            return f"changed the label of {self._several(after)}"
        return f"changed {len(changes)} labels"

    def _several(self, spans: Sequence[Span]) -> str:
        words = {self._words(span) for span in spans}
        labels = {span.label for span in spans}
        what = f"{words.pop()} at {len(spans)} places" if len(words) == 1 else f"{len(spans)} places"
        return f"{what} as {self._label(labels.pop())}" if len(labels) == 1 else what

    def _span(self, change: Change) -> str:
        before, after = change.before, change.after
        if not isinstance(after, Span):
            assert isinstance(before, Span)
            return f"removed {self._label(before.label)} from {self._words(before)}"
        words, label = self._words(after), self._label(after.label)
        if not isinstance(before, Span):
            if after.origin is None:
                return f"labelled {words} as {label}"
            sure = "" if after.confidence is None else f", {after.confidence:.0%} sure"
            return f"accepted {words} as {label}, suggested by {after.origin}{sure}"
        if before.label != after.label:
            return f"changed {words} from {self._label(before.label)} to {label}"
        if (before.start, before.end) != (after.start, after.end):
            return f"moved the edge of {self._words(before)} to {words}"
        if _only_looked(change):
            return f"looked at {words} again and left it as {label}"
        return f"changed where {words} comes from"

    def _holder(self, changes: Sequence[Change]) -> str:
        after = next((one.after for one in changes if isinstance(one.after, Opinion)), None)
        if after is None or any(one.before and one.after for one in changes):
            return f"changed {len(changes)} opinions"
        return f"said that {self._who(after)} holds the opinion towards {self._target(after.target)}"

    def _opinion(self, change: Change) -> str:
        before, after = change.before, change.after
        if not isinstance(after, Opinion):
            assert isinstance(before, Opinion)
            return f"removed the opinion of {self._who(before)} towards {self._target(before.target)}"
        towards = f"towards {self._target(after.target)}"
        if not isinstance(before, Opinion):
            return f"said that {self._who(after)} is {self._value(after.polarity)} {towards}"
        if before.polarity != after.polarity:
            values = f"from {self._value(before.polarity)} to {self._value(after.polarity)}"
            return f"changed the opinion {towards} {values}"
        if before.intensity != after.intensity:
            return f"said that the opinion {towards} is {after.intensity or 'of no said intensity'}"
        if not after.expression:
            return f"took the words off the opinion {towards}"
        words = " … ".join(quoted(self._text, *piece) for piece in after.expression)
        return f"said that {words} carries the opinion {towards}"

    def _mark(self, change: Change) -> str:
        before, after = change.before, change.after
        mark = after or before
        assert isinstance(mark, Mark)
        where = self._place(mark)
        if mark.name == NOTE:
            if after is None:
                return f"removed the note “{_short(mark.value)}” from {where}"
            return f"{'wrote' if before is None else 'changed'} a note on {where}: “{_short(mark.value)}”"
        if mark.name == FLAG:
            if after is None:
                return f"took the flag off {where}"
            return f"flagged {where}{f': “{_short(mark.value)}”' if mark.value else ''}"
        if mark.name == REJECTED:
            what = self._label(mark.value) if mark.value else "name of any kind"
            return f"said that {where} is {'no' if after else 'maybe a'} {what}"
        if mark.name == ASSIGNED:
            return "assigned the article" if after else "assigned the article to somebody no more"
        if mark.name == ANSWER:
            return f"{'answered' if after else 'took back the answer to'} a decision about {where}"
        if mark.name == SENTIMENT and after is None:
            return f"took the sentiment off {where}"
        return f"said that {where} is {self._value(mark.value)}"

    def _mark_name(self, mark: Mark) -> str:
        names = {NOTE: "Note", FLAG: "Flag", REJECTED: "Rejection", SENTIMENT: "Sentiment"}
        names |= {ASSIGNED: "Assignment", ANSWER: "Answer"}
        return f"{names.get(mark.name, mark.name)} on {self._place(mark)}"

    def _place(self, mark: Mark) -> str:
        if mark.start is None or mark.end is None:
            return "the article"
        return quoted(self._text, mark.start, mark.end)

    def _words(self, span: Span) -> str:
        return quoted(self._text, span.start, span.end)

    def _target(self, id: str) -> str:
        span = self._span_of(id)
        return self._words(span) if span else "words without a label"

    def _who(self, opinion: Opinion) -> str:
        return "the author" if opinion.holder is None else self._target(opinion.holder)

    def _label(self, id: str) -> str:
        label = self._scheme.label(id)
        return label.title if label else id

    def _value(self, name: str) -> str:
        value = self._scheme.value(name)
        return value.title.lower() if value else name


def _only_looked(change: Change) -> bool:
    before, after = change.before, change.after
    return (
        isinstance(before, Span) and isinstance(after, Span) and replace(before, scheme=after.scheme) == after
    )


def _appeared(changes: Sequence[Change], spans: int) -> str:
    labels = f" with {spans} label{'s' if spans > 1 else ''}" if spans else ""
    if all(one.before is None for one in changes):
        return f"imported the article{labels}"
    if all(one.after is None for one in changes):
        return f"took out where the article appeared{labels}"
    return "changed what is said of where the article comes from"


def _status(changes: Sequence[Change]) -> str:
    after = next((one.after for one in changes if isinstance(one.after, Status)), None)
    return f"said that the article is {_STATUS[after.value if after else 'new']}"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:59] + "…"
