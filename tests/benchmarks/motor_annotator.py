"""A trained person at the window: knows which labels are right, sees what is in sight, and has ten fingers.

She reads screen by screen: mends what is wrongly suggested, accepts the rest with one key, labels what is
missing, always by the cheapest keys she knows, and goes on. What she sees is in `motor_eyes`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.twins import twins
from annotator.ui.workbench import Workbench
from tests.benchmarks.motor_eyes import Eyes, Wanted
from tests.benchmarks.motor_klm import Tally
from tests.benchmarks.motor_meter import Meter
from tests.benchmarks.motor_routes import Act, Range, route
from tests.windows import press

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
        self._eyes = Eyes(bench)
        self._wanted: set[Wanted] = set()
        self._given_up: set[Task] = set()

    def stop(self) -> Tally:
        """Let go of the keyboard; what it took."""
        self._meter.stop()
        self.tally.pointer, self.tally.hands = self._meter.pointer, self._meter.hands
        return self.tally

    def label(self, wanted: Iterable[Wanted], settled: Callable[[], object] = lambda: None) -> None:
        """Label the article that is shown, say that it is done, and wait until `settled` has returned."""
        self._bench.reader.setFocus()
        self._wanted, self._given_up = set(wanted), set()
        self._eyes.read(self._wanted)
        while True:
            self._screenful()
            if not self._page_down():
                break
        while (task := self._left_behind()) is not None:
            self._scroll_to(task)
            self._screenful()
        made = self._eyes.made()
        self.tally.documents += 1
        self.tally.gold += len(self._wanted)
        self.tally.wrong += len(made - self._wanted)
        self.tally.missed += len(self._wanted - made)
        self.tally.suggested += len(self._eyes.met)
        self.tally.right += len(self._eyes.met & self._wanted)
        self._press("done", "Return", decides=True)
        settled()

    def _screenful(self) -> None:
        while self._accepts and self._are_offered():
            self._all(self._wrong)
            while passed := self._wrong(met=True):
                self._scroll_to(passed[0])  # the cursor's jump has moved it out of sight
                self._all(self._wrong)
                self._given_up.add(passed[0])
            if not self._accept():
                break
        self._all(self._missing)

    def _are_offered(self) -> bool:
        """Whether suggestions are in sight; what lies within accepted ones is suggested only then."""
        return any(one.origin == "suggestion" for one in self._eyes.painted())

    def _all(self, tasks: Callable[[], list[Task]]) -> None:
        while left := tasks():
            if not self._do(self._cheapest(left)):
                break

    def _wrong(self, met: bool = False) -> list[Task]:
        """What is suggested wrongly in sight, or was `met` before: the label that is right here, or none."""
        made, found, sight = self._eyes.made(), [], self._eyes.in_sight()
        painted = self._eyes.painted()
        if met:
            painted = [one for one in self._bench.reader.candidates if one.key in self._eyes.met]
        for one in painted:
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
        made = self._eyes.made()
        tasks = [Task((start, end), label) for start, end, label in self._wanted - made]
        sight = self._eyes.in_sight()
        return [task for task in tasks if _is_within(task.place, sight) and task not in self._given_up]

    def _left_behind(self) -> Task | None:
        made = self._eyes.made()
        tasks = [Task((start, end), label) for start, end, label in sorted(self._wanted - made)]
        return next((task for task in tasks if task not in self._given_up), None)

    def _cheapest(self, tasks: list[Task]) -> tuple[Task, list[Act]]:
        """Of what lies around the cursor, what takes the fewest keys; of these, the first behind it."""
        here, sight = self._eyes.here(), self._eyes.sight()
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
            while acts and self._eyes.here().range != task.place:
                if not self._go(acts[0]):
                    break
                acts = acts[1:]
            task = self._at_another(task) or task
            if self._eyes.here().range == task.place:
                self._decide(task)
                return True
            found = route(self._eyes.sight(), self._eyes.here(), task.place)
            acts = found[1] if found else []
            if not acts:
                break
        self._given_up.add(task)
        return True

    def _at_another(self, task: Task) -> Task | None:
        """By surprise she is where something else is to do."""
        here = self._eyes.here().range
        tasks = self._wrong() if task.label is None else self._missing()
        return next((one for one in tasks if one.place == here), None)

    def _go(self, act: Act) -> bool:
        expected, before = self._eyes.sight().stops if act.key.endswith("Tab") else (), self._eyes.here()
        if act.word is None:
            self._press(_WAYS.get(act.key, "arrows and edges"), act.key)
        elif not self._hint(act):
            return False
        if act.key.endswith("Tab"):
            self._eyes.learn(before, act.key, expected)
            self.tally.decisions += not self._is_wanted(self._eyes.here().range)  # not this one
        return True

    def _is_wanted(self, place: Range) -> bool:
        return any((start, end) == place for start, end, _ in self._wanted)

    def _hint(self, act: Act) -> bool:
        assert act.word is not None
        self._press("hints", act.key)
        letters = self._bench.reader.hints.get(act.word)
        if letters is None:
            self._press("hints", "Esc")
            return False
        self._press("hints", *(letter.upper() for letter in letters))
        return True

    def _decide(self, task: Task) -> None:
        bench, before = self._bench, self._eyes.made()
        candidate = bench.reader.candidate
        if task.label is None:
            self._press("rejecting", "Backspace", decides=True)
            if bench.offers.at(task.place) is not None:
                self._given_up.add(task)
            return
        is_proposed = candidate is not None and candidate.label_id == task.label
        self._press("labels", "Space" if is_proposed else self._key_of(task.label), decides=True)
        if self._eyes.made() == before:
            self._given_up.add(task)
            return
        equal = self._twins(task)
        by_hand = bench.reader.selected_span is not None
        if len(equal) >= (1 if by_hand else 2):
            self._press("equal words", "A", decides=True)

    def _twins(self, task: Task) -> set[Range]:
        """The unlabelled places of the same words, if all of them want the same label."""
        document, made = self._bench.session.document, self._eyes.made()
        assert document is not None
        taken = {(start, end) for start, end, _ in made}
        found = twins(document.text, document.text[slice(*task.place)])
        free = {(one.start, one.end) for one in found} - taken
        return free if all((*one, task.label) in self._wanted for one in free) else set()

    def _accept(self) -> bool:
        """Accept the rest, once it has been looked at for long enough; whether anything was."""
        reader = self._bench.reader
        offered = [one for one in self._eyes.painted() if one.origin == "suggestion"]
        right = [one for one in offered if (one.start, one.end, one.label_id) in self._wanted]
        if not right or len(right) < len(offered):
            return False  # nothing to accept, or something wrong that could not be mended
        until = monotonic() + _PATIENCE * _LOOKED_AT_MS / 1000
        while not {one.range for one in right} <= reader.seen() and monotonic() < until:
            QTest.qWait(_LOOKED_AT_MS // 4)
        before = self._eyes.made()
        self._press("accepting the rest", "S", decides=True)
        return self._eyes.made() != before

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
            sight = self._eyes.in_sight()
            if _is_within(task.place, sight):
                return
            goes_down = task.place[0] >= sight[0]
            if first is not None and goes_down != first:
                keys = ("Up", "Down")
            first = goes_down if first is None else first
            self._press("scrolling", keys[goes_down])
        self._given_up.add(task)

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


def _is_within(place: Range, sight: Range) -> bool:
    return sight[0] <= place[0] and place[1] <= sight[1]


_WAYS = {"Tab": "Tab", "Shift+Tab": "Tab"}
