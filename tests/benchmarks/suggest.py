"""Suggesters: how good they are by language, how long they learn and suggest, what a replay offers.

Exact spans and labels, against the outermost spans of the shared data, each suggester at its own threshold.
The floor is the tokens of the same texts, which both look at. Where there are fewer than 500 articles, the
same count again under other ids.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.words import tokens
from annotator.suggest import Suggester
from annotator.suggest.learner import Learner
from annotator.suggest.memory import Memory
from annotator.suggest.replay import replay
from annotator.suggest.words import words_of
from tests.benchmarks.harness import Bench, Row, Times, timed
from tests.suggest.builders import ENGLISH, copies, quality, read, scheme_of

_ROOT = Path(__file__).resolve().parents[2]
_LEARNED = {
    ENGLISH: 150,
    "de_germeval2014_nested.jsonl": 900,
    "he_nemo.jsonl": 70,
    "hi_hiner.jsonl": 70,
    "ja_stockmark.jsonl": 350,
    "ko_klue_news.jsonl": 350,
    "th_thainer.jsonl": 210,
}
_REACH = {"memory": ("P .72", 0.72, 0.0), "learner": ("P .80, F1 .72", 0.80, 0.72)}
_ARTICLE, _LEARN, _SHARE = 10.0, 5_000.0, 0.55  # milliseconds, and a part of all spans
_IMPORTS = ("annotator.suggest", "annotator.suggest.memory", "annotator.suggest.learner")


def rows(bench: Bench) -> Iterator[Row]:
    """Measure; without the shared data nothing is."""
    given = os.environ.get("ANNOTATOR_SHARED_DATA")
    folder = Path(given) if given else _ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        return
    for name, count in _LEARNED.items():
        yield from _language(read(folder, name), name, count)
    english = read(folder, ENGLISH)
    for suggester, count in ((Memory(), 500), (Learner(), 150), (Learner(), 500)):
        yield _learning(suggester, copies(english, count))
    yield _adding(english)
    for every in (10, 25):
        told = replay(english, scheme_of(english), every)
        measured = f"{told.share:.0%} offered in time; articles open with P {told.precision:.3f}"
        what = f"suggest: replay of {len(english)} articles, learning after every {every}"
        yield Row(what, measured, "", f"{_SHARE:.0%}", _met(told.share >= _SHARE))
    yield Row("suggest: import", ", ".join(f"{name} {_import(name)}" for name in _IMPORTS), "")


def _language(examples: Sequence[AnnotatedDocument], name: str, count: int) -> Iterator[Row]:
    rest, labels = examples[count:], scheme_of(examples)
    floor = timed([lambda one=one: tokens(one.document.text) for one in rest])  # type: ignore[misc]
    suggesters: tuple[Suggester, ...] = (Memory(), Learner())
    for suggester in suggesters:
        suggester.learn(examples[:count])
        suggester.suggest(rest[0].document, labels)
        words_of.cache_clear()
        suggested = []
        times = timed(
            [lambda one=one: suggested.append(suggester.suggest(one.document, labels)) for one in rest]  # type: ignore[misc]  # noqa: B023
        )
        precision, recall, f1 = quality(suggested, rest)
        measured = f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; an article {times}"
        reach, least_precision, least_f1 = _REACH[suggester.name]
        met = _met(precision >= least_precision and f1 >= least_f1 and times.under(_ARTICLE) != "no")
        what = f"suggest: {suggester.name}, {name[:2]}, {count} articles learned"
        if name == ENGLISH:
            yield Row(what, measured, str(floor), f"{reach}, {_ARTICLE:.0f} ms", met)
        else:
            yield Row(what, measured, str(floor))


def _learning(suggester: Suggester, examples: Sequence[AnnotatedDocument]) -> Row:
    floor = timed([lambda: [tokens(one.document.text) for one in examples]])
    times = timed([lambda: suggester.learn(examples)])
    what = f"suggest: {suggester.name} learns {len(examples)} articles"
    if (suggester.name, len(examples)) != ("learner", 500):
        return Row(what, str(times), str(floor))
    return Row(what, str(times), str(floor), f"{_LEARN:,.0f} ms", times.under(_LEARN))


def _adding(english: Sequence[AnnotatedDocument]) -> Row:
    """One span more, in articles whose words are at hand."""
    memory = Memory()
    memory.learn(english)
    spent, count = 0.0, 0
    for one in english[:100]:
        words_of(one.document.text)
        before = time.process_time()
        for span in one.annotations.spans:
            memory.add_span(one.document, span)
        spent += time.process_time() - before
        count += len(one.annotations.spans)
    return Row("suggest: memory, one span more", f"{spent / count * 1e6:.1f} µs of cpu", "")


def _import(name: str) -> Times:
    """In processes that have the domain's words, as the program has."""
    told = f"t = time.process_time(); import {name}; print(time.process_time() - t)"
    command = [sys.executable, "-c", f"import time, annotator.domain.words; {told}"]
    spent = [
        float(subprocess.run(command, cwd=_ROOT, capture_output=True, check=True).stdout) * 1000
        for _ in range(3)
    ]
    return Times(spent, spent)


def _met(is_met: bool) -> str:
    return "yes" if is_met else "no"
