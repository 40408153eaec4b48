"""What a trained hand needs: keys per label on every route, never the pointer. Counts, so no machine is slow.

The whole measurement, with the peers beside it, is `run.py bench --only motor`.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator import resources
from tests.benchmarks import motor_klm as klm
from tests.benchmarks.motor import Collection, collections, measured
from tests.benchmarks.motor_meter import Meter
from tests.journeys.keyboard import export_by_keys, import_by_keys, make_project_by_keys
from tests.windows import press


@pytest.fixture
def meter(qapp):
    meter = Meter()
    yield meter
    meter.stop()


@pytest.fixture(scope="module")
def collection():
    """Three articles in English, one in German and one in French; in the German, half a word has a label."""
    (corpus, *_) = collections(3)
    return Collection(corpus.name, corpus.scheme, corpus.articles[:5])


# Keys per label, a twentieth more than when this was written.
MOST = {klm.NONE: 3.20, klm.FAIR: 1.71, klm.GOOD: 1.24}


@pytest.mark.long
@pytest.mark.parametrize(
    "way", [pytest.param(way, marks=pytest.mark.thorough if "precision .80" in way else ()) for way in MOST]
)
def test_no_route_needs_more_keys_than_it_did_and_none_the_pointer(qapp, tmp_path, collection, way):
    tally = measured(tmp_path, collection, way)
    assert tally.pointer == tally.hands == 0
    assert tally.wrong == 0
    assert tally.missed <= 1, tally
    assert tally.keys / tally.gold <= MOST[way], tally


def test_articles_go_in_and_labels_come_out_without_the_pointer(start, tmp_path, qtbot, meter):
    make_project_by_keys(tmp_path)
    import_by_keys(start, qtbot, resources.corpus_dir() / "gold-english.jsonl")
    assert export_by_keys(start, qtbot)
    assert meter.pointer == 0
    assert meter.keys > 10


def test_a_modifier_counts_once_while_it_is_held_and_a_click_is_the_pointers(start, meter, qtbot):
    counted = []
    for key in ("F7", "Shift+F6", "Shift+F6", "F7", "{", "F7", "Ctrl+Shift+Z"):
        before = meter.keys
        press(key)
        counted.append(meter.keys - before)
    assert counted == [1, 2, 1, 1, 2, 1, 3]
    QTest.mouseClick(start.window.start, Qt.MouseButton.LeftButton)
    press("F7")
    assert meter.pointer >= 1
    assert meter.hands == 2


def test_the_peers_take_what_the_literature_says():
    said = {5.00, 3.70, 3.48, 2.86, 2.68, 1.78}
    assert {round(peer.seconds, 2) for peer in klm.PEERS} == said
