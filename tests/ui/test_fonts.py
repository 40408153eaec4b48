"""Families by role and language, sizes in half pixels, and what a bare machine is told to install."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QTextLayout
from PySide6.QtWidgets import QApplication

from annotator.ui import fonts

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
BARE_BOX = """
from PySide6.QtGui import QGuiApplication
from annotator.ui import fonts
app = QGuiApplication([])
print(*(missing.package for missing in fonts.missing_scripts()))
print(*(missing.package for missing in fonts.missing_faces()))
"""
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


@pytest.mark.parametrize(
    ("language", "writing"),
    [
        ("en", "western"),
        ("el", "western"),
        ("ar", "arabic"),
        ("fa-IR", "arabic"),
        ("he", "hebrew"),
        ("hi", "devanagari"),
        ("th", "thai"),
        ("zh", "chinese"),
        ("zh_CN", "chinese"),
        ("zh-Hant-TW", "chinese-traditional"),
        ("ja", "japanese"),
        ("ko", "korean"),
        ("", "western"),
        (None, "western"),
        ("xx", "western"),
    ],
)
def test_a_language_is_written_in_its_script(language: str | None, writing: str) -> None:
    assert fonts.writing_of(language) == writing


def test_the_reader_is_as_large_as_its_script_needs(qapp: QApplication) -> None:
    sizes = [fonts.reader_font(language).pixelSize() for language in ("en", "ar", "zh")]
    assert sizes == [18, 21, 19]
    assert fonts.headline_font("en").pixelSize() == 27


def test_zoom_makes_the_reader_larger_in_whole_pixels(qapp: QApplication) -> None:
    assert [fonts.reader_font("en", zoom).pixelSize() for zoom in (0.8, 1.0, 1.1, 2.0)] == [14, 18, 20, 36]


def test_reader_fonts_are_not_hinted(qapp: QApplication) -> None:
    assert fonts.reader_font("en").hintingPreference() == QFont.HintingPreference.PreferNoHinting


def test_digits_of_the_window_are_of_one_width(qapp: QApplication) -> None:
    metrics = QFontMetricsF(fonts.ui_font())
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_only_families_that_exist_are_asked_for(qapp: QApplication) -> None:
    for font in (fonts.reader_font("zh"), fonts.ui_font(), fonts.mono_font(), fonts.tag_font(11.5)):
        assert all(QFontDatabase.hasFamily(family) for family in font.families())
        assert QFontInfo(font).family()


@pytest.mark.parametrize(
    ("language", "text", "family"),
    [
        ("zh", "港务局“x”", "Noto Serif CJK SC"),
        ("ja", "東京は", "Noto Serif CJK JP"),
        ("ko", "서울", "Noto Serif CJK KR"),
        ("ar", "القاهرة", "Noto Naskh Arabic"),
        ("he", "שלום", "Noto Serif Hebrew"),
        ("hi", "दिल्ली", "Noto Serif Devanagari"),
        ("th", "สวัสดี", "Noto Serif Thai"),
        ("en", "4,200 Łódź", "Charis SIL"),
        ("ar", "4200", "Charis SIL"),
    ],
)
def test_qt_takes_the_face_meant_for_the_language(
    qapp: QApplication, language: str, text: str, family: str
) -> None:
    if not QFontDatabase.hasFamily(family):
        pytest.skip(f"{family} is not installed here")
    layout = QTextLayout(text, fonts.reader_font(language))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert {run.rawFont().familyName() for run in layout.glyphRuns()} == {family}


@pytest.mark.skipif(not DEJAVU.is_dir(), reason="needs Linux with DejaVu as the only fonts")
def test_a_bare_machine_is_told_which_packages_help(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(FONTCONFIG.format(fonts=DEJAVU, cache=tmp_path), encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", BARE_BOX],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    scripts, faces = done.stdout.splitlines()
    assert set(scripts.split()) == {"fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"}
    assert {"fonts-sil-charis", "fonts-inter", "fonts-jetbrains-mono"} <= set(faces.split())
