"""An encoding is certain or called a guess, and what is no text is told apart."""

import random

import pytest

from annotator.formats.encodings import Encoding, codec, detect

GERMAN = "Die Vorsitzende der Hafenbehörde hat für Übermorgen „Gespräche“ angekündigt."
FRENCH = "L'été dernier, le président a déclaré que la société était prête. Où est le problème?"
CZECH = "Předseda vlády řekl, že nové opatření začne platit příští týden."
POLISH = "Rząd ogłosił nowe środki dotyczące portu, powiedział minister."
TURKISH = "Başbakan yeni önlemleri açıkladı; limandaki işçiler greve gitti."
RUSSIAN = "Москва объявила о новых мерах в отношении порта"
GREEK = "Η κυβέρνηση ανακοίνωσε νέα μέτρα για το λιμάνι"
ARABIC = "قالت الحكومة إنها ستتخذ إجراءات جديدة بشأن الميناء"
JAPANESE = "日本の首相は新しい措置を発表した。港湾について"
CHINESE = "中国政府宣布了有关港口的新措施，并表示将继续。"


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, CHINESE, "plain"])
def test_utf8_is_certain_with_and_without_a_mark(text: str):
    assert detect(text.encode(), complete=True) == Encoding("utf-8")
    assert detect(text.encode("utf-8-sig"), complete=True) == Encoding("utf-8")


def test_a_character_cut_at_the_end_of_the_sample_is_no_error():
    assert detect(CHINESE.encode()[:-1], complete=False) == Encoding("utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str):
    assert detect(GERMAN.encode(encoding), complete=True) == Encoding(encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_a_guess(encoding: str):
    assert detect(GERMAN.encode(encoding), complete=True) == Encoding(encoding, guess=True)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"), (FRENCH, "cp1252"), (CZECH, "cp1250"), (POLISH, "cp1250"), (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"), (GREEK, "cp1253"), (ARABIC, "cp1256"), (JAPANESE, "cp932"), (CHINESE, "gb18030"),
    ],
)  # fmt: skip
def test_other_encodings_are_guessed_so_that_the_text_is_right(text: str, encoding: str):
    found = detect((text * 3).encode(encoding), complete=True)
    assert found is not None
    assert found.guess
    assert (text * 3).encode(encoding).decode(found.name) == text * 3


def test_a_few_broken_lines_do_not_make_a_utf8_file_another():
    lines = [f"{GERMAN} {number}".encode() for number in range(20)]
    assert detect(b"\n".join([*lines[:10], b"gr\xfc\xdf", *lines[10:]]), complete=True) == Encoding("utf-8")


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1", random.Random(1).randbytes(3000)]
)
def test_what_is_no_text_has_no_encoding(content: bytes):
    assert detect(content, complete=True) is None


@pytest.mark.parametrize(
    "name",
    ["base64", "hex", "rot13", "zip", "idna", "punycode", "undefined", "unicode_escape", "x\ud800", "a\0"],
)
def test_codecs_of_other_things_than_files_are_no_encodings(name):
    with pytest.raises(LookupError):
        codec(name)
