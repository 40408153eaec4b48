"""The person's own pace in the real window: counted from keys, kept out of the project, shown on demand."""

from pathlib import Path

import pytest

from annotator.services.meter import by_label
from annotator.ui.dialogs.pace import PaceDialog
from tests.windows import press, select


@pytest.fixture
def meter(bench):
    return bench.pace.meter


def labels(bench):
    counted = bench.pace.meter.counted(bench.session.project.replica)
    return {name: (spent.labels, spent.keys) for name, spent in by_label(counted).items()}


def test_labels_and_keys_of_the_hand_are_counted(bench, meter):
    select(bench, "Ilse")
    press("Shift+Right", "1", "Right", "Right", "6")
    assert labels(bench) == {"PER": (1, 2), "DATE": (1, 3)}


def test_undo_makes_no_label_and_relabelling_makes_one(bench, meter):
    select(bench, "Ilse Maren")
    press("1", "Ctrl+Z", "Ctrl+Shift+Z", "2")
    assert labels(bench) == {"PER": (1, 1), "ORG": (1, 3)}


def test_it_is_written_when_the_project_is_closed_and_not_into_it(bench, meter):
    select(bench, "Ilse Maren")
    press("1")
    path, replica = bench.session.project.path, bench.session.project.replica
    assert not meter.path.exists()
    bench.session.close()
    assert meter.counted(replica)
    assert path.parent not in meter.path.parents
    with path.open("rb") as stream:
        assert b"seconds" not in stream.read()


def test_it_can_be_turned_off_and_cleared_and_saved(bench, meter, tmp_path):
    select(bench, "Ilse Maren")
    press("1")
    dialog = PaceDialog(bench)
    assert dialog.labels.rows()[0][:2] == ("PER", "1")
    dialog.save(tmp_path / "pace.csv")
    assert (tmp_path / "pace.csv").read_text().startswith("day,label,suggestions,labels,keys,seconds\n")
    dialog.clear()
    assert dialog.labels.rows() == []
    assert not dialog.save_button.isEnabled()
    dialog.counts.click()
    assert bench.settings.get("pace") is False
    dialog.reject()
    bench.reader.setFocus()
    select(bench, "Tomas Brandl")
    press("1")
    assert labels(bench) == {}


def test_a_disk_that_says_no_is_told_once_and_the_window_goes_on(bench, meter):
    said = []
    bench.session.message.connect(said.append)
    meter.path = Path(bench.session.project.path, "no folder", "pace.json")
    select(bench, "Ilse Maren")
    press("1")
    bench.session.close()
    assert len(said) == 1
    assert said[0].startswith("Your pace is not counted any more: ")
