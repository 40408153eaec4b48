"""The seed article, labelled once by keyboard alone: entities and sentiment, saved, undone, exported."""

import pytest

from annotator.storage.project import Project
from tests.journeys.keyboard import export_by_keys, import_by_keys, make_project_by_keys, walk_to
from tests.windows import press

# Words, which of them, the label's key, what the label is called in files.
ENTITIES = [
    ("US", 0, "3", "GPE"),
    ("rUSsia", 0, "3", "GPE"),
    ("Mark Milley", 0, "1", "PER"),
    ("General Staff", 0, "2", "ORG"),
    ("Russian Chief of General Staff", 0, "4", "ROLE"),
    ("Valery Gerasimov", 0, "1", "PER"),
    ("US", 3, "3", "GPE"),
    ("US Joint Chiefs of Staff", 0, "2", "ORG"),
    ("Chairman of the US Joint Chiefs of Staff", 0, "4", "ROLE"),
    ("Mark Milley", 1, "1", "PER"),
    ("Thursday", 0, "6", "DATE"),
    ("Russian Defense Ministry", 0, "2", "ORG"),
    ("Russia", 0, "3", "GPE"),
    ("Pentagon", 0, "2", "ORG"),
    ("Milley", 2, "1", "PER"),
    ("Brussels", 0, "3", "GPE"),
    ("Tod Wolters", 0, "1", "PER"),
    ("NATO", 0, "2", "ORG"),
    ("US Defense Secretary", 0, "4", "ROLE"),
    ("Lloyd Austin", 0, "1", "PER"),
    ("Russian Defense Minister", 0, "4", "ROLE"),
    ("Sergei Shoigu", 0, "1", "PER"),
    ("late February", 0, "6", "DATE"),
    ("Minsk", 0, "3", "GPE"),
    ("Minsk agreements", 0, "9", "LAW"),
    ("2014", 0, "6", "DATE"),
    ("Donetsk", 0, "3", "GPE"),
    ("Lugansk", 0, "3", "GPE"),
    ("Kremlin", 0, "2", "ORG"),
    ("NATO", 1, "2", "ORG"),
]
POLARITIES = [("Pentagon", "-"), ("Tod Wolters", "+"), ("Kremlin", "-"), ("Mark Milley", "0")]
VALUES = {"-": "negative", "0": "neutral", "+": "positive"}


@pytest.fixture
def seed(shared_data):
    files = sorted((shared_data / "seed").glob("*.txt"))
    if not files:
        pytest.skip("there is no seed article")
    return files[0]


def label_everything(bench):
    press("Ctrl+Home")
    for words, nth, key, _ in ENTITIES:
        walk_to(bench, words, nth)
        press(key)


def judge(bench):
    for words, key in POLARITIES:
        walk_to(bench, words)
        press(key)
    walk_to(bench, "unprovoked")
    press("-")
    walk_to(bench, "diplomatic")
    press("+")
    press("Ctrl+-")


def contents(bench):
    """What the layer says, read from the disk, free of ids."""
    session = bench.session
    with Project.open(session.project.path, session.author, read_only=True) as project:
        found = project.annotations(session.document.id, session.layer_id)
    text = session.document.text
    words = {span.id: text[span.start : span.end] for span in found.spans}
    return (
        sorted((span.start, span.end, span.label) for span in found.spans),
        sorted((words[one.target], one.polarity) for one in found.opinions),
        sorted((mark.start or -1, mark.end or -1, mark.value) for mark in found.marks),
        found.status,
    )


def test_the_seed_article_is_labelled_by_keyboard_alone(start, seed, tmp_path, qtbot):
    bench, session = start, start.session
    make_project_by_keys(tmp_path)
    import_by_keys(bench, qtbot, seed)
    text = session.document.text
    assert text == seed.read_bytes().decode("utf-8")

    label_everything(bench)
    judge(bench)
    spans, opinions, marks, status = contents(bench)
    assert len(spans) == len(ENTITIES) >= 25
    assert sum(1 for one in spans for two in spans if one[0] <= two[0] and two[1] <= one[1]) - len(spans) >= 4
    assert opinions == sorted((words, VALUES[key]) for words, key in POLARITIES)
    assert [value for start_, _, value in marks if start_ < 0] == ["negative"]
    assert sorted(value for start_, _, value in marks if start_ >= 0) == ["negative", "positive"]
    assert status == "in_progress"
    press("Return")
    before = contents(bench)
    assert before[3] == "done"

    press("Ctrl+W")
    qtbot.waitUntil(lambda: bench.window.start.rows and bench.window.start.rows[0].hasFocus())
    press("Return")
    qtbot.waitUntil(bench.reader.hasFocus)
    assert contents(bench) == before

    steps = len(ENTITIES) + len(POLARITIES) + 3 + 1
    press("Ctrl+Z", times=steps)
    assert contents(bench) == ([], [], [], "new")
    press("Ctrl+Shift+Z", times=steps)
    assert contents(bench) == before

    rows = export_by_keys(bench, qtbot)
    assert len(rows) == 1
    assert rows[0]["text"] == text
    found = [(span["text"], span["label"]) for span in rows[0]["spans"]]
    assert sorted(found) == sorted((words, label) for words, _, _, label in ENTITIES)
    assert all(text[span["start"] : span["end"]] == span["text"] for span in rows[0]["spans"])
    assert rows[0]["sentiment"] == "negative"
    assert len(rows[0]["opinions"]) == len(POLARITIES)
