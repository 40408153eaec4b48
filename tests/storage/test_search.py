"""Where the words of a search stand in a text: the hits to highlight and to jump to."""

import pytest

from annotator.storage import search

TEXT = (
    "The Port\nAuthority waits. Café-owners left the Port-Authority of Kastelholm; port authorities wait. 🍊"
)


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("kastel", ["Kastelholm"]),
        ("port", ["Port", "Port", "port"]),
        ('"port authority"', ["Port\nAuthority", "Port-Authority"]),
        ("cafe", ["Café"]),
        ("CAFÉ-own", ["Café-owners"]),
        ('"wait"', ["wait"]),
        ("wait", ["waits", "wait"]),
        ("wai", []),
        ("🍊", []),
        ('"', []),
        ('kastel "the port"', ["The Port", "the Port", "Kastelholm"]),
    ],
)
def test_hits_are_the_whole_words_that_were_found(words, hits):
    assert [TEXT[start:end] for start, end in search.hits(TEXT, words)] == hits


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("维尔莫拉港务局的负责人说，港务局等待。", "港务局", ["港务局", "港务局"]),
        ("รัฐมนตรีกล่าวว่า", "รัฐมนตรี", ["รัฐมนตรี"]),
        ("한국은행이 한국의", "한국", ["한국은행이", "한국의"]),
        ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("ИЗВЕСТИЯ сообщили", "изве", ["ИЗВЕСТИЯ"]),
    ],
)
def test_hits_in_any_script(text, words, hits):
    assert [text[start:end] for start, end in search.hits(text, words)] == hits


def test_overlapping_hits_are_one():
    text = "The port authority."
    assert search.hits(text, 'authority "port authority"') == [(4, 18)]
