"""What this machine has of what the program needs, and what mends what is missing."""

import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from annotator.errors import UserError
from annotator.services.sample import default_path as sample_path
from annotator.settings import default_path as settings_path
from annotator.storage import features

_OFFSCREEN = "offscreen"
_PLUGINS = {"DISPLAY": "qxcb", "WAYLAND_DISPLAY": "qwayland"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `fatal` where the program cannot run like this, `advice` what to do."""

    what: str
    found: str
    advice: str = ""
    fatal: bool = False


def has_display() -> bool:
    """Whether a window can be seen: on Linux a display is named and no other platform asked for."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in (_OFFSCREEN, "minimal"):
        return False
    return sys.platform != "linux" or any(os.environ.get(name) for name in _PLUGINS)


def examine() -> Iterator[Finding]:
    """Look at Python, SQLite, Qt with its system libraries, the display, the fonts and the folders."""
    yield Finding("Python", f"{platform.python_version()}, {platform.system()} {platform.machine()}")
    yield from _sqlite()
    environment = dict(os.environ)
    if not has_display():
        environment.setdefault("QT_QPA_PLATFORM", _OFFSCREEN)
    yield from _qt(environment)
    yield Finding("settings", str(settings_path()))
    yield Finding("sample", str(sample_path()))


def _sqlite() -> Iterator[Finding]:
    missing = features.missing()
    said = features.version() + (
        f", without {', '.join(missing)}" if missing else ", with all that is needed"
    )
    yield Finding("SQLite", said, "Install a newer Python." if missing else "", fatal=bool(missing))


def _qt(environment: Mapping[str, str]) -> Iterator[Finding]:
    package = _package("PySide6-Essentials")
    missing = _missing_libraries(environment)
    if missing:
        advice = "Install the packages that bring them; on a checkout, python3 run.py names them."
        yield Finding("system libraries", f"missing: {', '.join(missing)}", advice, fatal=True)
        return
    try:
        found = _diagnosis(environment)
    except UserError as error:
        yield Finding("Qt", f"PySide6 {package}: {error.message}", error.hint, fatal=True)
        return
    yield Finding("Qt", f"{found['qt']}, PySide6 {package}, system libraries complete")
    screens = ", ".join(f"{width}x{height} at {scale:g}" for width, height, scale in found["screens"])
    yield Finding("display", f"{found['platform']}, {screens}" if has_display() else "none: pictures only")
    for script, mending in found["scripts"]:
        yield Finding("fonts", f"{script} would be drawn as empty boxes", f"Install {mending}.")
    if not found["scripts"]:
        yield Finding("fonts", "every script can be drawn")
    for face, mending in found["faces"]:
        yield Finding("fonts", f"without {face}, in a plainer look", f"Install {mending}.")


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _missing_libraries(environment: Mapping[str, str]) -> list[str]:
    """The shared libraries that Qt needs on this platform and Linux does not find."""
    ldd, package = shutil.which("ldd"), importlib.util.find_spec("PySide6")
    if sys.platform != "linux" or ldd is None or package is None or package.origin is None:
        return []
    qt = Path(package.origin).parent / "Qt"
    plugins = [plugin for variable, plugin in _PLUGINS.items() if environment.get(variable)]
    files = [qt / f"lib/libQt6{name}.so.6" for name in ("Gui", "Widgets", "Svg")]
    if environment.get("QT_QPA_PLATFORM") != _OFFSCREEN:
        files += [qt / f"plugins/platforms/lib{plugin}.so" for plugin in plugins]
    there = [str(file) for file in files if file.exists()]
    told = subprocess.run([ldd, *there], capture_output=True, text=True, check=False).stdout
    return sorted({line.split()[0] for line in told.split("\n") if line.strip().endswith("=> not found")})


def _diagnosis(environment: Mapping[str, str]) -> dict[str, Any]:
    """What Qt says of itself, asked in a process of its own; raises UserError where it cannot start."""
    asked = [sys.executable, "-m", "annotator.ui.diagnosis"]
    done = subprocess.run(asked, capture_output=True, text=True, env=environment, check=False)
    if done.returncode == 0:
        found: dict[str, Any] = json.loads(done.stdout)
        return found
    last = done.stderr.strip().split("\n")[-1]
    raise UserError(
        f"it cannot start: {last}", hint="Reinstall PySide6-Essentials, or see the message above."
    )
