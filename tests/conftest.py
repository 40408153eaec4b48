"""What every test stands on: no display, no network share, a home of its own, the shared data where it is."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt or asks for a person's folders, in this process and in those it starts.
_HOME = tempfile.TemporaryDirectory(prefix="annotator-tests-", ignore_cleanup_errors=True)
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
}
for _name, _folder in _FOLDERS.items():
    _path = Path(_HOME.name, _folder)
    _path.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ[_name] = str(_path)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("QT_SCALE_FACTOR", None)
os.environ.pop("QT_STYLE_OVERRIDE", None)

ROOT = Path(__file__).resolve().parent.parent

# Times differ between machines, so none is a test; where every run must agree, examples do too.
settings.register_profile(
    "annotator",
    deadline=None,
    max_examples=100,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("annotator")


@pytest.fixture(scope="session", autouse=True)
def qt_in_a_home_of_its_own() -> None:
    """Qt's standard folders are those of a test too: it must find no settings and leave none."""
    from PySide6.QtCore import QStandardPaths

    QStandardPaths.setTestModeEnabled(True)


@pytest.fixture(autouse=True)
def home_as_on_the_first_day() -> Iterator[None]:
    """Each test finds the home as empty as the first one did, but for what is only a cache."""
    yield
    for path in Path(_HOME.name).iterdir():
        if path.is_file():
            path.unlink()
        elif path.name not in (".cache", ".run"):
            shutil.rmtree(path, ignore_errors=True)  # a log may still be open


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the data that is measured against and never copied; without it the test is skipped."""
    given = os.environ.get("ANNOTATOR_SHARED_DATA")
    folder = Path(given) if given else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("There is no shared data: set ANNOTATOR_SHARED_DATA or put it in ../shared/data.")
    return folder
