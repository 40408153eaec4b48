"""The keystroke-level model: what a sequence of keys and pointing is predicted to take, ours and the peers'.

Operators and times are those of Card, Moran and Newell, "The keystroke-level model for user performance time
with interactive systems", Communications of the ACM 23(7), 1980: a key of an average typist who is no
secretary, pointing, a button pressed or released, a click, a hand moved between keyboard and pointer. M,
the time to decide, is stated apart: it is the same reading with every tool. A drag is P B P B, a modifier is
a key of its own, pressed once for as long as it is held. All of this is predicted; no person was timed.
"""

from dataclasses import dataclass, field

SECONDS = {"K": 0.28, "P": 1.10, "B": 0.10, "click": 0.20, "H": 0.40, "M": 1.35}


@dataclass(frozen=True, slots=True)
class Peer:
    """How another tool labels one entity without suggestions, as its documentation says; `motor` has no M."""

    tool: str
    motor: str
    source: str

    @property
    def seconds(self) -> float:
        """Predicted, by motor operators alone."""
        return sum(SECONDS[operator] for operator in self.motor.split())


PEERS = (
    Peer(
        "brat, dialog: drag, choose the type, OK",
        "P P B B P click P click",
        "brat, example-data/tutorials/bio/040-text_span_annotation.txt",
    ),
    Peer(
        "doccano, menu: drag, click the label in the list",
        "P P B B P click",
        "doccano, EntityEditor.vue and LabelingMenu.vue",
    ),
    Peer(
        "doccano, Label Studio: the label's key, then drag",
        "H K H P P B B",
        "doccano, sequence-labeling/index.vue; labelstud.io/guide/hotkeys",
    ),
    Peer(
        "brat, fast: double click, the type's key, Enter",
        "P click click H K K H",
        "brat, tutorial 050 and client/src/annotator_ui.js",
    ),
    Peer("INCEpTION: drag, number key", "P P B B K", "INCEpTION, intro-first-annotations.adoc"),
    Peer("Prodigy ner.manual: number key, drag", "K P P B B", "prodi.gy/docs/web-app"),
    Peer("Prodigy, one word: number key, double click", "K P click click", "prodi.gy/docs/web-app"),
)

NONE, FAIR, GOOD = "no suggestions", "recall .70, precision .80", "recall .85, precision .90"
BEST_PEER = {  # per gold label, 45 % of several words, the hand on the mouse, the same suggestions for all
    NONE: ("INCEpTION", 2.18),
    FAIR: ("Prodigy ner.correct", 0.90),
    GOOD: ("Prodigy ner.correct", 0.46),
}


@dataclass
class Tally:
    """What it took to label some articles, and what came of it."""

    documents: int = 0
    gold: int = 0
    keys: int = 0
    pointer: int = 0
    hands: int = 0
    decisions: int = 0
    wrong: int = 0
    missed: int = 0
    suggested: int = 0
    right: int = 0
    spent: dict[str, int] = field(default_factory=dict)

    @property
    def motor(self) -> float:
        """Predicted motor seconds per gold label."""
        seconds = self.keys * SECONDS["K"] + self.pointer * SECONDS["P"] + self.hands * SECONDS["H"]
        return seconds / max(1, self.gold)

    @property
    def mental(self) -> float:
        """Predicted seconds of deciding per gold label, which `motor` leaves out."""
        return self.decisions * SECONDS["M"] / max(1, self.gold)

    def spend(self, on: str, keys: int) -> None:
        """Note what keys went into."""
        self.spent[on] = self.spent.get(on, 0) + keys

    def __str__(self) -> str:
        """The figures."""
        gold = max(1, self.gold)
        shares = sorted(self.spent.items(), key=lambda one: -one[1])
        where = ", ".join(f"{on} {keys / gold:.2f}" for on, keys in shares)
        offered = ""
        if self.suggested:
            recall, precision = self.right / gold, self.right / self.suggested
            offered = f"; suggested with recall {recall:.2f}, precision {precision:.2f}"
        return (
            f"{self.motor:.2f} s; {self.keys / gold:.2f} keys ({where}), {self.pointer} pointer operations,"
            f" {self.hands} hand changes, {self.decisions / gold:.2f} decisions (M {self.mental:.2f} s);"
            f" {self.gold} labels, {self.wrong} wrong accepted, {self.missed} missed{offered}"
        )
