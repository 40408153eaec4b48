"""Draws the real window on the sample project.

python tests/pictures.py [DIR]          the pictures of the documentation (into resources/pictures)
python tests/pictures.py --check DIR    every script in both themes at two sizes, to be looked at
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkout's window, whatever is installed

from annotator.services import sample  # noqa: E402
from annotator.settings import Settings  # noqa: E402
from annotator.ui.app import make_workbench  # noqa: E402
from annotator.ui.commands.file import open_project  # noqa: E402
from annotator.ui.memory import Memory  # noqa: E402
from annotator.ui.theme import Appearance, Choice  # noqa: E402
from annotator.ui.workbench import Workbench  # noqa: E402

_SETTLED_MS = 300
_SMALLEST = 0  # of PNG files
_FREQUENT = 128
_COARSE = 0xFFE0E0E0  # the leading bits of each channel: what is alike but for these is one kind


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: the first article in a language, or the start screen without one."""

    name: str
    theme: Choice
    language: str | None
    size: tuple[int, int] = (1440, 900)


DOCUMENTATION = (
    Scene("labelling-light", "light", "en"),
    Scene("labelling-dark", "dark", "en"),
    Scene("arabic-light", "light", "ar"),
    Scene("chinese-dark", "dark", "zh"),
    Scene("start-light", "light", None),
)


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "resources" / "pictures")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    appearance = Appearance(QApplication([]), "light")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        settings = Settings(Path(home, "settings.json"))
        settings.set("name", sample.ANNOTATOR)
        project = Path(home, "velmora.annot")
        for _ in sample.make(project, settings.author()):
            pass
        settings.remember(project)
        for scene in check_scenes() if asked.check else DOCUMENTATION:
            file = asked.folder / f"{scene.name}.png"
            draw(scene, project, settings, appearance, file)
            print(file)


def check_scenes() -> Iterator[Scene]:
    """Three scripts and the start screen, both themes, a small and a large screen."""
    sizes, themes, languages = ((1280, 800), (1920, 1080)), ("light", "dark"), ("en", "ar", "zh", None)
    for (width, height), theme, language in product(sizes, themes, languages):
        name = f"{language or 'start'}-{theme}-{width}x{height}"
        yield Scene(name, theme, language, (width, height))


def draw(scene: Scene, project: Path, settings: Settings, appearance: Appearance, file: Path) -> None:
    """Write one picture, of a window that remembers nothing."""
    appearance.choose(scene.theme)
    memory = Memory(settings.path.with_name(f"{scene.name}.ini"))
    bench = make_workbench(settings, appearance, memory=memory)
    bench.window.resize(*scene.size)
    bench.window.show()
    bench.window.activateWindow()
    if scene.language is not None:
        open_project(bench, project)
        show_article(bench, scene.language)
    QTest.qWait(_SETTLED_MS)
    image = bench.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    bench.window.close()
    if not (few_colours(image) if scene in DOCUMENTATION else image).save(str(file), "PNG", _SMALLEST):
        sys.exit(f"{file} cannot be written")


def few_colours(image: QImage) -> QImage:
    """The image in 256 colours: a third of the bytes, hardly a difference.

    Half of them are the most frequent ones, the others stand for what is rare and yet matters, as tags do.
    """
    ranked = [colour for colour, _ in Counter(memoryview(image.constBits()).cast("I")).most_common()]
    kinds = dict.fromkeys(colour & _COARSE for colour in ranked[:_FREQUENT])
    rare = {}
    for colour in ranked[_FREQUENT:]:
        if colour & _COARSE not in kinds:
            rare.setdefault(colour & _COARSE, colour)
    table = list(dict.fromkeys([*ranked[:_FREQUENT], *rare.values(), *ranked]))[:256]
    plain = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, plain)


def show_article(bench: Workbench, language: str) -> None:
    """Show the first article in this language, a person in it selected."""
    session = bench.session
    for number in session.numbers:
        document = session.project.document(session.project.id_of(number))
        if (document.language or "").startswith(language):
            session.show(number)
            break
    people = [span for span in session.annotations.spans if span.label == "PER"]
    if people:
        bench.reader.pick(people[0].id)


if __name__ == "__main__":
    main()
