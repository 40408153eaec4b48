"""ninjs in its three families."""

import io
import json
from pathlib import Path

import pytest

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions, importers_by_suffix, recognised
from annotator.formats.ninjs import importer

ONE = {
    "uri": "https://wire.test/1",
    "type": "text",
    "versioncreated": "2025-01-01T12:00:00+01:00",
    "copyrightholder": "Velmora Wire",
    "copyrightnotice": "© Velmora Wire",
    "language": "de",
    "byline": "Ann Lee",
    "headline": "Kräne stehen",
    "headline_seo": "Kräne",
    "body_text": "😊 Eins. Zwei.",
    "body_xhtml": "<p>😊 Eins.</p><p>Zwei &lt;5&gt;.</p>",
    "subject": [{"name": "ports", "code": "1"}],
}
TWO = {
    "uri": "urn:wire:2",
    "versioncreated": "2025-01-01",
    "headlines": [{"role": "seo", "value": "Kräne"}, {"role": "main", "value": "Kräne stehen"}],
    "bodies": [
        {"role": "main", "contenttype": "text/plain", "value": "Eins.\r\n\r\nZwei\r\nweiter."},
        {"role": "teaser", "contenttype": "text/plain", "value": "Kurz."},
    ],
    "by": "Ann Lee",
}
THREE = {
    "uri": "urn:wire:3",
    "standard": {"name": "ninjs", "version": "3.0"},
    "versionCreated": "2025-01-01T12:00:00Z",
    "provider": {"name": "Velmora Wire"},
    "headlines": [{"role": "main", "value": "Kräne stehen"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": "Kräne stehen. Eins."},
        {"role": "rich", "contentType": "text/html", "value": "<h1>Kräne stehen</h1><p>Eins.</p>"},
    ],
}


def read(content: bytes) -> list[Incoming | Problem]:
    return list(importer.read(io.BytesIO(content), "wire.json", ReadOptions()))


def written(*items: object) -> bytes:
    return json.dumps(items[0] if len(items) == 1 else items, ensure_ascii=False, indent=1).encode()


def test_version_1_is_read_with_all_that_it_says():
    (one,) = read(written(ONE))
    said = one.appearances[0]
    assert one.text == "😊 Eins.\n\nZwei <5>."
    assert (said.title, said.ref, said.url) == ("Kräne stehen", "https://wire.test/1", "https://wire.test/1")
    assert (said.source, said.author, said.language) == ("Velmora Wire", "Ann Lee", "de")
    assert said.published == "2025-01-01T12:00:00+01:00"
    assert said.meta == {
        "copyrightholder": "Velmora Wire",
        "rights": "© Velmora Wire",
        "subheadlines": ["Kräne"],
        "subject": [{"name": "ports", "code": "1"}],
        "type": "text",
    }


def test_versions_2_and_3_have_lists_of_bodies_of_which_the_main_one_or_the_marked_up_one_is_read():
    two, three = (one for one in read(written(TWO, THREE)) if isinstance(one, Incoming))
    assert two.text == "Eins.\n\nZwei\nweiter."
    assert two.appearances[0].title == "Kräne stehen"
    assert three.text == "Kräne stehen\n\nEins."
    assert three.appearances[0].headline == (0, 12)
    assert three.appearances[0].source == "Velmora Wire"
    assert three.appearances[0].meta["standard"] == {"name": "ninjs", "version": "3.0"}


def test_pictures_and_broken_items_are_named_and_the_rest_is_read():
    picture = {"uri": "urn:p", "type": "picture", "versioncreated": "2025", "headline": "Ein Bild"}
    content = b"[" + written(picture) + b',\n{"uri": nonsense},\n' + written(TWO) + b"]"
    found = read(content)
    assert [one.appearances[0].ref for one in found if isinstance(one, Incoming)] == ["urn:wire:2"]
    first, second = (str(one) for one in found if isinstance(one, Problem))
    assert first == (
        "wire.json, line 1: The item “Ein Bild” is of the type “picture” and has no text; it was passed over."
    )
    assert second.startswith("wire.json, line 7: It is not JSON")


@pytest.mark.parametrize("item", [ONE, TWO, THREE], ids=["1", "2", "3"])
def test_ninjs_is_known_among_json(item: dict):
    candidates = importers_by_suffix()[".json"]
    assert recognised(candidates, written(item)) is importer
    assert recognised(candidates, written([item, item])) is importer
    assert not importer.recognises(b'{"uri": "x", "text": "no news"}')
    assert not importer.recognises(b'[{"id": 1, "data": {"text": "x"}, "annotations": []}]')


def test_the_specimen_comes_in_with_its_paragraphs(shared_data: Path):
    (one,) = read((shared_data / "formats/news-ninjs/dpa_text.json").read_bytes())
    assert isinstance(one, Incoming)
    assert len(one.text.split("\n\n")) == 9
    said = one.appearances[0]
    assert said.title == "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?"
    assert (said.source, said.language) == ("dpa", "de")
    assert said.meta["rights"] == "Copyright 2019, dpa (www.dpa.de). Alle Rechte vorbehalten"
