"""What suggestions changed, shown in the window and saved without what is private."""

import json

import pytest

from annotator.domain.suggestion_effect import Decided
from annotator.services.meter import Bin, Spent
from annotator.services.suggestion_report import SuggestionReport
from annotator.ui.dialogs import suggestions
from annotator.ui.dialogs.suggestions import SuggestionsDialog


@pytest.fixture
def report(bench):
    """Two articles of each kind; persons in all of them, organisations only where suggestions were."""
    made = SuggestionReport("ines", 10, bench.session.scheme.labels)
    for persons, organisations in ((3, 1), (5, 2)):
        made.shown.add(100, 600, {"PER": persons, "ORG": organisations})
        made.held_out.add(100, 600, {"PER": persons - 1})
    made.decided["PER"] = Decided(accepted=3, rejected=1)
    made.pace = {Bin("p", "2031-05-14", True, "PER"): Spent(4, 8, 2.0)}
    return made


def test_each_label_has_its_figures_and_what_is_missing_says_why(bench, report):
    dialog = SuggestionsDialog(bench, report)
    rows = {row[0]: row for row in dialog.table.rows()}
    assert rows["PER"][1].startswith("40.00")
    assert rows["PER"][3].startswith("1.33 (")
    assert rows["PER"][4:9] == ["4", "75%", "0%", "0%", "25%"]
    assert rows["PER"][9:] == ["0.50", "undefined"]
    assert rows["ORG"][3] == "undefined"
    assert (
        "ORG: with / without undefined because there is none in the articles without" in dialog.reasons.text()
    )
    dialog.reject()


def test_seconds_are_saved_only_if_asked_for(bench, report, tmp_path):
    dialog = SuggestionsDialog(bench, report)
    dialog.save(tmp_path / "report.json")
    assert "seconds" not in (tmp_path / "report.json").read_text()
    dialog.with_pace.setChecked(True)
    dialog.save(tmp_path / "report.json")
    saved = json.loads((tmp_path / "report.json").read_text())
    assert saved["labels"]["PER"]["with"]["seconds_a_label"]["value"] == 0.5
    dialog.save(tmp_path / "report.txt")
    assert "seconds a label" in (tmp_path / "report.txt").read_text()
    dialog.reject()


def test_the_command_compares_beside_the_window(bench, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(suggestions, "_show", lambda bench, report: shown.append(report))
    bench.actions["view.suggestions"].trigger()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].layer == bench.session.layer.name
    assert shown[0].shown.articles == 0
