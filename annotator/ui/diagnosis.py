"""What Qt is and finds on this machine. Run as a program, so that a Qt that aborts takes nothing along."""

import json
from typing import Any

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from annotator.ui import fonts


def diagnose() -> dict[str, Any]:
    """Qt's version and platform, the screens as width, height and scale, and what this machine cannot draw
    (`scripts`, as empty boxes) or does without (`faces`), each with the package that mends it.
    """
    app = QGuiApplication.instance() or QGuiApplication(["annotator"])
    screens = QGuiApplication.screens()
    found = {
        "qt": qVersion(),
        "platform": QGuiApplication.platformName(),
        "screens": [(one.size().width(), one.size().height(), one.devicePixelRatio()) for one in screens],
        "scripts": [(one.what, one.package) for one in fonts.missing_scripts()],
        "faces": [(one.what, one.package) for one in fonts.missing_faces()],
    }
    del app
    return found


if __name__ == "__main__":
    print(json.dumps(diagnose()))
