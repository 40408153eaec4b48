"""A labelling program killed at any moment loses nothing it acknowledged and leaves nothing half-done."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 200


@pytest.mark.skipif(sys.platform == "win32", reason="forks the labeller, which Windows cannot")
@pytest.mark.timeout(180)
def test_two_hundred_kills_lose_no_acknowledged_label(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "tests.storage.labeller", str(tmp_path), str(KILLS)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    outcome = json.loads(run.stdout)
    assert outcome["kills"] == KILLS
    assert outcome["acknowledged"] > KILLS, "the labeller was killed before it did anything"
    assert outcome["faults"] == []
