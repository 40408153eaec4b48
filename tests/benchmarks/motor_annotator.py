"""A trained person at the window: knows which labels are right, sees what is in sight, and has ten fingers.

She reads screen by screen: mends what is wrongly suggested, accepts the rest with one key, labels what is
missing, always by the cheapest keys she knows, and goes on. She sees words, labels, suggestions and twins in
sight, where the cursor is, letters once she asked for them. Nothing else of the program is looked at.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.candidates import Candidate
from annotator.domain.cursor import Selection, Tokens
from annotator.domain.sentences import sentences
from annotator.domain.span_index import SpanIndex
from annotator.domain.text import paragraphs
from annotator.domain.words import occurrences
from annotator.ui.workbench import Workbench
from tests.benchmarks.motor_klm import Tally
from tests.benchmarks.motor_meter import Meter
from tests.benchmarks.motor_routes import Act, Range, Sight, Stop, capital_runs, route
from tests.windows import press

Wanted = tuple[int, int, str]
_LOOKED_AT_MS, _PATIENCE = 320, 40
_TRIES = 12
_THOUGHT_OF = 4  # things to do that are compared, before and behind the cursor


@dataclass(frozen=True, slots=True)
class Task:
    """Words, and the label they want; None: what is suggested there is wrong."""

    place: Range
    label: str | None


class ScriptedAnnotator:
    """Labels the articles that the window shows, one after the other."""

    def __init__(self, bench: Workbench, tally: Tally | None = None, accepts: bool = True) -> None:
        """Takes the keyboard; without `accepts` she does not know the key that accepts the rest."""
        self._bench = bench
        self.tally = tally or Tally()
        self._accepts = accepts
        self._meter = Meter()
        self._wanted: set[Wanted] = set()
        self._given_up: set[Task] = set()
        self._guessed: list[Range] = []
        self._known: set[Range] = set()
        self._no_stops: set[int] = set()
        self._words = Tokens("", [])
        self._sentences: list[int] = []

    def stop(self) -> Tally:
        """Let go of the keyboard; what it took."""
        self._meter.stop()
        self.tally.pointer, self.tally.hands = self._meter.pointer, self._meter.hands
        return self.tally

    def label(self, wanted: Iterable[Wanted], settled: Callable[[], object] = lambda: None) -> None:
        """Label the article that is shown, say that it is done, and wait until `settled` has returned."""
        self._read(set(wanted))
        while True:
            self._screenful()
            if not self._page_down():
                break
        while (task := self._left_behind()) is not None:
            self._scroll_to(task)
            self._screenful()
        made = self._made()
        self.tally.documents += 1
        self.tally.gold += len(self._wanted)
        self.tally.wrong += len(made - self._wanted)
        self.tally.missed += len(self._wanted - made)
        self._press("done", "Return", decides=True)
        settled()

    # What is seen

    def _read(self, wanted: set[Wanted]) -> None:
        document = self._bench.session.document
        assert document is not None
        QApplication.processEvents()
        self._bench.reader.setFocus()
        self._wanted, self._given_up = wanted, set()
        parts = paragraphs(document.text)
        self._words = Tokens(document.text, parts)
        self._sentences = [start for start, _ in sentences(document.text, document.language)]
        self._no_stops, self._known = set(), set()
        words = [word for start, end in parts for word in self._tokens(start, end)]
        self._guessed = capital_runs(document.text, words, document.language)
        self._note_suggested()

    def _note_suggested(self) -> None:
        suggested = {
            (one.start, one.end, one.label_id)
            for one in self._bench.reader.candidates
            if one.origin == "suggestion"
        }
        self.tally.suggested += len(suggested)
        self.tally.right += len(suggested & self._wanted)

    def _tokens(self, start: int, end: int) -> Iterable[Range]:
        word = self._words.starting_from(start)
        while word is not None and word[0] < end:
            yield word
            word = self._words.starting_from(word[1])

    def _made(self) -> set[Wanted]:
        return {(one.start, one.end, one.label) for one in self._bench.session.annotations.spans}

    def _painted(self) -> list[Candidate]:
        """Suggestions and twins in sight."""
        QApplication.processEvents()
        first, last = self._in_sight()
        candidates = self._bench.reader.candidates
        return [
            one for one in candidates if one.origin != "capitals" and first <= one.start and one.end <= last
        ]

    def _in_sight(self) -> Range:
        visible = self._bench.reader.visible_ranges()
        return (visible[0][0], visible[-1][1]) if visible else (0, 0)

    def _sight(self) -> Sight:
        reader, session = self._bench.reader, self._bench.session
        labelled = [(one.start, one.end) for one in session.annotations.spans]
        painted = [one.range for one in self._painted()]
        known = [one for one in self._known if not _touches(one, labelled)]
        taken = [*labelled, *painted, *known]
        guessed = [
            self._hoped(one)
            for one in self._guessed
            if one[0] not in self._no_stops and not _touches(one, taken)
        ]
        stops = [Stop(*one) for one in sorted({*painted, *known, *guessed})]
        page = reader.page
        return Sight(
            self._words,
            SpanIndex(session.annotations.spans),
            self._sentences,
            frozenset(reader.hint_targets()),
            frozenset(reader.visible_ranges()),
            stops,
            "Left" if page is not None and page.is_mirrored else "Right",
        )

    def _hoped(self, stop: Range) -> Range:
        """What Tab will select where a wanted name begins: all of it, she hopes."""
        hoped = [(start, end) for start, end, _ in self._wanted if start == stop[0]]
        return max(hoped, default=stop)

    # What is done

    def _screenful(self) -> None:
        if self._accepts and any(one.origin == "suggestion" for one in self._painted()):
            self._all(self._wrong)
            self._accept()
        self._all(self._missing)

    def _all(self, tasks: Callable[[], list[Task]]) -> None:
        while left := tasks():
            if not self._do(self._cheapest(left)):
                break

    def _wrong(self) -> list[Task]:
        """What is suggested wrongly in sight: the label that is right here instead, or none."""
        made, found, sight = self._made(), [], self._in_sight()
        for one in self._painted():
            if one.origin != "suggestion" or (one.start, one.end, one.label_id) in self._wanted:
                continue
            instead = [
                Task((start, end), label)
                for start, end, label in sorted(self._wanted - made)
                if start < one.end and one.start < end and _is_within((start, end), sight)
            ]
            better = [task for task in instead if task not in self._given_up]
            found.append(better[0] if better else Task(one.range, None))
        return [task for task in found if task not in self._given_up]

    def _missing(self) -> list[Task]:
        made = self._made()
        tasks = [Task((start, end), label) for start, end, label in self._wanted - made]
        sight = self._in_sight()
        return [task for task in tasks if _is_within(task.place, sight) and task not in self._given_up]

    def _left_behind(self) -> Task | None:
        made = self._made()
        tasks = [Task((start, end), label) for start, end, label in sorted(self._wanted - made)]
        return next((task for task in tasks if task not in self._given_up), None)

    def _cheapest(self, tasks: list[Task]) -> tuple[Task, list[Act]]:
        """Of what lies around the cursor, what takes the fewest keys; of these, the first behind it."""
        here, sight = self._here(), self._sight()
        ahead = sorted((task for task in tasks if task.place[0] >= here.start), key=lambda one: one.place)
        before = sorted((task for task in tasks if task.place[0] < here.start), key=lambda one: one.place)
        best: tuple[int, Task, list[Act]] | None = None
        for task in [*ahead[:_THOUGHT_OF], *before[-_THOUGHT_OF:]]:
            found = route(sight, here, task.place, best[0] if best else 20)
            if found is not None and (best is None or found[0] < best[0]):
                best = (found[0], task, found[1])
        if best is None:
            return (ahead or before)[0], []
        return best[1], best[2]

    def _do(self, planned: tuple[Task, list[Act]]) -> bool:
        """Go there and press the key; whether there is more to do. What cannot be reached is given up."""
        task, acts = planned
        for _ in range(_TRIES):
            if self._here().range == task.place:
                self._decide(task)
                return True
            if not acts or not self._go(acts[0]):
                break
            acts = acts[1:]
            if self._here().range != task.place and not acts:
                other = self._at_another(task)
                if other is not None:
                    task = other
                    continue
                found = route(self._sight(), self._here(), task.place)
                acts = found[1] if found else []
        self._given_up.add(task)
        return True

    def _at_another(self, task: Task) -> Task | None:
        """By surprise she is where something else is to do."""
        here = self._here().range
        tasks = self._wrong() if task.label is None else self._missing()
        return next((one for one in tasks if one.place == here), None)

    def _go(self, act: Act) -> bool:
        expected, before = self._sight().stops if act.key.endswith("Tab") else (), self._here()
        if act.word is None:
            self._press(_WAYS.get(act.key, "arrows and edges"), act.key)
        elif not self._hint(act):
            return False
        if act.key.endswith("Tab"):
            self._learn(before, act.key, expected)
        return True

    def _hint(self, act: Act) -> bool:
        assert act.word is not None
        self._press("hints", act.key)
        letters = self._bench.reader.hints.get(act.word)
        if letters is None:
            self._press("hints", "Esc")
            return False
        self._press("hints", *(letter.upper() for letter in letters))
        return True

    def _learn(self, before: Selection, key: str, expected: Sequence[Stop]) -> None:
        """Where Tab really stopped; what it passed is no stop."""
        here = self._here().range
        self._known.add(here)
        first, last = (before.start, here[0]) if key == "Tab" else (here[0], before.start)
        for stop in expected:
            goes_round = first >= last
            if first < stop.start < last or (goes_round and not last <= stop.start <= first):
                self._no_stops.add(stop.start)
        if here not in {(start, end) for start, end, _ in self._wanted}:
            self.tally.decisions += 1  # not this one

    def _decide(self, task: Task) -> None:
        bench, before = self._bench, self._made()
        candidate = bench.reader.candidate
        if task.label is None:
            self._press("rejecting", "Backspace", decides=True)
            if bench.offers.at(task.place) is not None:
                self._given_up.add(task)
            return
        is_proposed = candidate is not None and candidate.label_id == task.label
        self._press("labels", "Space" if is_proposed else self._key_of(task.label), decides=True)
        if self._made() == before:
            self._given_up.add(task)
            return
        twins = self._twins(task)
        by_hand = bench.reader.selected_span is not None
        if len(twins) >= (1 if by_hand else 2):
            self._press("equal words", "A", decides=True)

    def _twins(self, task: Task) -> set[Range]:
        """The unlabelled places of the same words, if all of them want the same label."""
        document, made = self._bench.session.document, self._made()
        assert document is not None
        taken = {(start, end) for start, end, _ in made}
        free = {
            one for one in occurrences(document.text, document.text[slice(*task.place)]) if one not in taken
        }
        return free if all((*one, task.label) in self._wanted for one in free) else set()

    def _accept(self) -> None:
        """Accept the rest, once it has been looked at for long enough."""
        reader = self._bench.reader
        offered = [one for one in self._painted() if one.origin == "suggestion"]
        right = [one for one in offered if (one.start, one.end, one.label_id) in self._wanted]
        if not right or len(right) < len(offered):
            return  # nothing to accept, or something wrong that could not be mended
        until = monotonic() + _PATIENCE * _LOOKED_AT_MS / 1000
        while not {one.range for one in right} <= reader.seen() and monotonic() < until:
            QTest.qWait(_LOOKED_AT_MS // 4)
        self._press("accepting the rest", "S", decides=True)

    def _page_down(self) -> bool:
        bar = self._bench.reader.verticalScrollBar()
        before = bar.value()
        if before >= bar.maximum():
            return False
        self._press("scrolling", "PgDown")
        return bar.value() > before

    def _scroll_to(self, task: Task) -> None:
        """By pages, and by lines once it was passed: a high line may be cut at the edge of every page."""
        keys, first = ("PgUp", "PgDown"), None
        for _ in range(_TRIES):
            sight = self._in_sight()
            if _is_within(task.place, sight):
                return
            goes_down = task.place[0] >= sight[0]
            if first is not None and goes_down != first:
                keys = ("Up", "Down")
            first = goes_down if first is None else first
            self._press("scrolling", keys[goes_down])
        self._given_up.add(task)

    def _here(self) -> Selection:
        selection = self._bench.reader.selection
        assert selection is not None
        return Selection(*selection)

    def _key_of(self, label: str) -> str:
        found = self._bench.session.scheme.label(label)
        assert found is not None and found.key_cap
        return found.key_cap.upper()

    def _press(self, on: str, *keys: str, decides: bool = False) -> None:
        before = self._meter.keys
        press(*keys)
        QApplication.processEvents()
        self.tally.spend(on, self._meter.keys - before)
        self.tally.keys += self._meter.keys - before
        self.tally.decisions += decides


def _touches(place: Range, others: Iterable[Range]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in others)


def _is_within(place: Range, sight: Range) -> bool:
    return sight[0] <= place[0] and place[1] <= sight[1]


_WAYS = {"Tab": "Tab", "Shift+Tab": "Tab"}
