"""A scripted annotator to be killed: labels without end and acknowledges each label that is on the disk.

Run as a program it does the killing: it forks a labeller, lets it work for a random moment, kills it with
SIGKILL, and compares what was acknowledged with what the reopened project holds. It prints one JSON object.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from annotator.domain import edits
from annotator.domain.change import added
from annotator.domain.entities import Author, Rules
from annotator.domain.exchange import appearance
from annotator.domain.scheme import DEFAULT_SCALE, Scheme, make_label, with_labels
from annotator.errors import Refused
from annotator.storage.project import Project

AUTHOR = Author("author-1", "ines")
TEXT = "Ilse Maren met Tomas Brandl in Kastelholm. " * 200
_READY = b"ready\n"


def make(path: Path) -> None:
    """A project with one document."""
    scheme = Scheme(Rules("news", "News", scale=DEFAULT_SCALE))
    scheme = with_labels(scheme, [make_label(scheme, "PER")])
    with Project.create(path, scheme, AUTHOR) as project:
        found = appearance(TEXT, title="Talks")
        project.commit(added("import", [found]), texts={found.document: TEXT})


def label_for_ever(path: Path, acknowledge: int, seed: int) -> None:
    """Label, polarise and undo at random; write what is on the disk to the pipe, one line each."""
    dice = random.Random(seed)
    with Project.open(path, AUTHOR) as project:
        scheme, layer = project.scheme(), project.ensure_own_layer()
        document = project.document(project.id_of(1))
        os.write(acknowledge, _READY)
        while True:
            now = project.annotations(document.id, layer.id)
            start = dice.randrange(len(TEXT) - 20)
            try:
                edit = edits.add_span(
                    scheme, now, TEXT, start, start + 1 + dice.randrange(19), scheme.labels[0]
                )
            except Refused:  # the dice fell on words that are labelled already
                continue
            span = next(change.after for change in edit.changes if change.key.kind == "span")
            project.commit(edit)
            os.write(acknowledge, f"+{span.id}\n".encode())
            with_span = now.after(edit)
            project.commit(edits.set_polarity(with_span, TEXT, span, dice.choice(["negative", "positive"])))
            os.write(acknowledge, f"p{span.id}\n".encode())
            if dice.random() < 0.2:
                project.undo()
                os.write(acknowledge, f"u{span.id}\n".encode())


def acknowledged_until_killed(path: Path, seconds: float, seed: int) -> list[str]:
    """What a labeller acknowledged before it was killed."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        label_for_ever(path, write_end, seed)
    os.close(write_end)
    assert os.read(read_end, len(_READY)) == _READY
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read_end, encoding="ascii") as pipe:
        return pipe.read().split("\n")[:-1]


def lost(path: Path, lines: list[str]) -> list[str]:
    """The acknowledged spans and polarities that the reopened project does not hold, and half-done ones."""
    spans = {line[1:] for line in lines if line[0] == "+"}
    polarised = {line[1:] for line in lines if line[0] == "p"}
    undone = {line[1:] for line in lines if line[0] == "u"}
    with Project.open(path, AUTHOR) as project:
        layer = project.ensure_own_layer()
        now = project.annotations(project.id_of(1), layer.id)
        found = {span.id for span in now.spans}
        towards = {opinion.target for opinion in now.opinions}
        last = lines[-1][1:] if lines else ""
        missing = [f"span {id}" for id in spans - found]
        missing += [f"polarity {id}" for id in polarised - towards - undone if id != last]
        return missing + list(project.problems())


def main(folder: str, rounds: int) -> None:
    """Kill that many labellers."""
    dice = random.Random(20)
    path = Path(folder) / "killed.annot"
    make(path)
    everything: list[str] = []
    counted, faults, slowest = 0, [], 0.0
    for number in range(rounds):
        if number % 20 == 19:
            path.unlink()
            make(path)
        lines = acknowledged_until_killed(path, dice.uniform(0.0, 0.06), number)
        counted += len(lines)
        began = time.perf_counter()
        faults += lost(path, lines)
        slowest = max(slowest, time.perf_counter() - began)
        everything += lines
    print(json.dumps({"kills": rounds, "acknowledged": counted, "faults": faults, "slowest_check": slowest}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
