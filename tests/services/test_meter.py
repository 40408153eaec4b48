"""The private meter: what is counted for which label, where it is kept, how it is forgotten."""

import csv
import json
from datetime import date

import pytest

from annotator.services.meter import Meter, Spent, as_csv, by_day, by_label


class Hands:
    """A meter with a clock of its own."""

    def __init__(self, path):
        self.now, self.day = 0.0, date(2031, 5, 14)
        self.path = path
        self.meter = self.another()

    def another(self):
        return Meter(self.path, lambda: self.now, lambda: self.day)

    def press(self, times=1, seconds=1.0):
        for _ in range(times):
            self.now += seconds
            self.meter.key()


@pytest.fixture
def hands(tmp_path):
    made = Hands(tmp_path / "data" / "pace.json")
    made.meter.begin("talks", suggested=True)
    return made


def test_keys_and_seconds_since_the_last_label_are_the_next_ones(hands):
    hands.press(3)
    hands.meter.labelled(["PER"])
    hands.press(1)
    hands.meter.labelled(["ORG"])
    assert by_label(hands.meter.counted("talks")) == {"ORG": Spent(1, 1, 1.0), "PER": Spent(1, 3, 2.0)}


def test_a_pause_is_not_counted(hands):
    hands.press(2)
    hands.press(1, seconds=31)
    hands.press(1, seconds=30)
    hands.meter.labelled(["PER"])
    assert by_label(hands.meter.counted("talks"))["PER"] == Spent(1, 4, 31.0)


def test_labels_of_one_edit_share_what_led_to_them(hands):
    hands.press(4)
    hands.meter.labelled(["PER", "PER", "PER"])
    assert by_label(hands.meter.counted("talks")) == {"PER": Spent(3, 4, pytest.approx(3.0))}


def test_a_day_also_has_what_led_to_no_label(hands):
    hands.press(2)
    hands.meter.labelled(["PER"])
    hands.press(5)
    hands.meter.begin("talks", suggested=False)
    hands.day = date(2031, 5, 15)
    hands.press(1)
    hands.meter.labelled(["PER"])
    days = by_day(hands.meter.counted("talks"))
    assert [(one.day, one.spent.labels, one.spent.keys) for one in days] == [
        ("2031-05-15", 1, 1),
        ("2031-05-14", 1, 7),
    ]


def test_nothing_is_on_the_disk_before_it_is_written_down_and_nobody_else_may_read_it(hands):
    hands.press(1)
    hands.meter.labelled(["PER"])
    assert not hands.path.exists()
    hands.meter.flush()
    assert hands.path.stat().st_mode & 0o077 == 0
    assert by_label(hands.another().counted("talks"))["PER"].labels == 1


def test_two_windows_add_to_each_other(hands):
    other = hands.another()
    other.begin("talks", suggested=True)
    for meter in (hands.meter, other, hands.meter):
        meter.labelled(["PER"])
        meter.flush()
    assert by_label(hands.another().counted("talks"))["PER"].labels == 3


def test_projects_are_apart_and_one_is_forgotten_alone(hands):
    hands.meter.labelled(["PER"])
    hands.meter.flush()
    hands.meter.begin("other", suggested=True)
    hands.meter.labelled(["ORG"])
    hands.meter.clear("talks")
    hands.meter.flush()
    assert hands.meter.counted("talks") == {}
    assert by_label(hands.another().counted("other"))["ORG"].labels == 1
    assert "talks" not in hands.path.read_text()


def test_turned_off_it_counts_nothing(hands):
    hands.meter.is_on = False
    hands.press(3)
    hands.meter.labelled(["PER"])
    hands.meter.flush()
    assert hands.meter.counted("talks") == {}
    assert not hands.path.exists()


@pytest.mark.parametrize(
    "damage", [b"{", b"[1]", b'{"talks": {"2031-05-14": {"with": {"PER": [1]}}}}', b"\xff"]
)
def test_a_damaged_file_is_put_aside(hands, damage):
    hands.path.parent.mkdir()
    hands.path.write_bytes(damage)
    hands.meter.labelled(["PER"])
    hands.meter.flush()
    assert by_label(hands.another().counted("talks"))["PER"].labels == 1
    assert hands.path.with_suffix(".damaged").read_bytes() == damage
    json.loads(hands.path.read_text())


def test_a_table_of_it_has_a_row_a_day_label_and_kind_of_article(hands):
    hands.press(2)
    hands.meter.labelled(["PER"])
    hands.meter.begin("talks", suggested=False)
    hands.meter.labelled(["PER"])
    rows = list(csv.DictReader(as_csv(hands.meter.counted("talks")).split("\n")))
    assert [(row["label"], row["suggestions"], row["labels"]) for row in rows] == [
        ("PER", "not shown", "1"),
        ("PER", "shown", "1"),
    ]
