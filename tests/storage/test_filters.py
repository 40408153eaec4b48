"""Filters and orders on a real project, against what looking at every article says."""

import hashlib
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotations import Annotations
from annotator.domain.change import added
from annotator.domain.entities import Author, Mark, Opinion, Span, Status
from annotator.domain.exchange import appearance
from annotator.domain.filter_language import parse
from annotator.domain.filters import Filter
from annotator.domain.query import ListQuery
from annotator.storage import listing
from tests.storage.builders import make_project

WORDS = ("harbour", "crane", "strike", "Kastelholm", "union", "the")
SOURCES = ("Lantern Wire", "Meridian Desk", "Coastal Courier", None)
LANGUAGES = ("en", "en", "de", "zh-Hans", None)
COUNT = 60


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Sixty articles of every kind: labelled, flagged, noted, in sources and languages, some suggested."""
    project = make_project(tmp_path_factory.mktemp("filters"), "The first article about a harbour.")
    layer = project.own_layer()
    model = project.ensure_layer("learner", Author("learner-id", "learner", is_model=True))
    for at in range(COUNT):
        text = f"Article {at} {' '.join(word for bit, word in enumerate(WORDS) if at >> bit & 1)} ends."
        first = appearance(
            text,
            title=f"{WORDS[at % 5]} {at % 7}",
            source=SOURCES[at % 4],
            language=LANGUAGES[at % 5],
            published=None if at % 9 == 0 else (date(2031, 1, 1) + timedelta(days=at * 7)).isoformat(),
        )
        copies = [appearance(text, title="Copy", source="Aurel News")] if at % 10 == 3 else []
        said = [
            Span(f"s{number}", layer.id, first.document, number, number + 1, ("PER", "ORG", "GPE")[at % 3])
            for number in range(at % 4 if at % 2 else 0)
        ]
        said += [Mark("flag", layer.id, first.document, "flag", "odd")] * (at % 11 == 0)
        said += [Mark("n", layer.id, first.document, "note", "look")] * (at % 13 == 0)
        said += [Mark("t", layer.id, first.document, "sentiment", "negative")] * (at % 6 == 0)
        said += [Opinion("o", layer.id, first.document, "s0", "negative")] * (at % 4 == 3)
        status = ("in_progress", "done", "skipped", None)[at % 4]
        said += [Status(layer.id, first.document, status)] if status else []
        guesses = [
            Span(f"g{number}", model.id, first.document, number, number + 2, "GPE", "learner 1", sure)
            for number, sure in enumerate((0.9, 0.3 + (at * 37 % 60) / 100)[: at % 3])
        ]
        edit = added("import", [first, *copies, *said, *guesses])
        project.commit(edit, texts={first.document: text})
    yield project
    project.close()


@pytest.fixture(params=["sorted", "walked"])
def way(request, monkeypatch):
    """Both ways to find a list: as there are few articles, and as there were too many to sort."""
    monkeypatch.setattr(listing, "_FEW", 10_000 if request.param == "sorted" else 2)


def found(project, line, order="arrival", limit=None, **more):
    """What the project lists for this line."""
    asked = parse(line, project.documents.vocabulary())
    assert isinstance(asked, Filter), asked
    query = ListQuery(project.own_layer().id, filter=asked, order=order, **more)
    return list(project.documents.numbers(query, limit))


@pytest.fixture(scope="module")
def looked(project):
    """Every article with what the own layer says, in order of arrival."""
    layer = project.own_layer()
    return [(number, one.document, one.annotations) for number, one in enumerate(project.annotated(layer), 1)]


def labels(said: Annotations):
    return {span.label for span in said.spans}


def marks(said: Annotations):
    return {mark.name for mark in said.marks}


CASES = {
    "": lambda document, said: True,
    "status:new": lambda document, said: said.status == "new",
    "status:done": lambda document, said: said.status == "done",
    "status:new,skipped": lambda document, said: said.status in ("new", "skipped"),
    "-status:done,in_progress": lambda document, said: said.status in ("new", "skipped"),
    "label:PER": lambda document, said: "PER" in labels(said),
    "label:per,org": lambda document, said: labels(said) & {"PER", "ORG"},
    "-label:PER": lambda document, said: "PER" not in labels(said),
    'source:"Lantern Wire"': lambda document, said: document.first.source == "Lantern Wire",
    'source:"aurel news"': lambda document, said: len(document.appearances) == 2,
    "-source:“Lantern Wire”": lambda document, said: document.first.source != "Lantern Wire",
    "lang:de": lambda document, said: document.language == "de",
    "lang:zh,de": lambda document, said: document.language in ("zh-Hans", "de"),
    "-lang:en": lambda document, said: document.language != "en",
    "has:flag": lambda document, said: "flag" in marks(said),
    "has:note": lambda document, said: "note" in marks(said),
    "has:sentiment": lambda document, said: "sentiment" in marks(said),
    "has:opinion": lambda document, said: said.opinions,
    "has:opinion,flag": lambda document, said: said.opinions or "flag" in marks(said),
    "is:unlabelled": lambda document, said: not said.spans,
    "-is:unlabelled": lambda document, said: said.spans,
    "labels:>1": lambda document, said: len(said.spans) > 1,
    "labels:1": lambda document, said: len(said.spans) == 1,
    "labels:2..": lambda document, said: len(said.spans) >= 2,
    "labels:<2": lambda document, said: len(said.spans) < 2,
    "labels:0..": lambda document, said: True,
    "date:2031-05": lambda document, said: (document.first.published or "").startswith("2031-05"),
    "-date:2031": lambda document, said: not (document.first.published or "").startswith("2031"),
    "date:2031-03-05..2031-06": lambda d, said: "2031-03-05" <= (d.first.published or "") < "2031-07",
    "date:..2031-02-01": lambda document, said: "" < (document.first.published or "") < "2031-02-02",
    "crane": lambda document, said: "crane" in document.text + document.title,
    "CRAN strike": lambda document, said: all(
        w in document.text + document.title for w in ("cran", "strike")
    ),
    "-crane": lambda document, said: "crane" not in document.text + document.title,
    "cra": lambda document, said: False,
    "-crane -strike": lambda d, said: not any(word in d.text + d.title for word in ("crane", "strike")),
    "strike -crane": lambda d, said: "strike" in d.text + d.title and "crane" not in d.text + d.title,
    'text:"crane strike"': lambda document, said: "crane strike" in document.text,
    "text:cran": lambda document, said: "crane" in document.text,
    '"cran"': lambda document, said: False,
    "title:crane": lambda document, said: "crane" in document.title,
    "title:crane,union": lambda document, said: "crane" in document.title or "union" in document.title,
    "-title:crane": lambda document, said: "crane" not in document.title,
}
KEYS = {
    "arrival": lambda number, document: number,
    "date": lambda number, document: (not document.first.published, document.first.published or "", number),
    "title": lambda number, document: (document.title.lower(), number),
}


@pytest.mark.parametrize("line", CASES)
def test_a_filter_finds_what_looking_at_every_article_finds(project, looked, way, line):
    expected = [number for number, document, said in looked if CASES[line](document, said)]
    assert found(project, line) == expected
    assert found(project, line, limit=3) == expected[:3]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(sorted(CASES)), max_size=4, unique=True),
    st.sampled_from(sorted(KEYS)),
    st.sampled_from([None, 1, 5, 500]),
    st.sampled_from([1, 8, 10_000]),
)
def test_filters_together_in_any_order_find_what_all_of_them_find(project, looked, lines, order, limit, few):
    expected = [one for one in looked if all(CASES[line](*one[1:]) for line in lines)]
    expected.sort(key=lambda one: KEYS[order](*one[:2]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "_FEW", few)
        assert found(project, " ".join(lines), order, limit) == [one[0] for one in expected][:limit]


def test_status_flag_and_plain_words_of_a_query_narrow_its_filter(project, way):
    asked = parse("label:PER")
    layer = project.own_layer().id
    everything = ListQuery(layer, filter=asked)
    narrowed = [
        ListQuery(layer, "done", filter=asked),
        ListQuery(layer, flagged=True, filter=asked),
        ListQuery(layer, words="crane", filter=asked),
    ]
    lines = ["label:PER status:done", "label:PER has:flag", "label:PER crane"]
    assert not everything.is_everything
    assert [list(project.documents.numbers(query)) for query in narrowed] == [
        found(project, line) for line in lines
    ]


def test_a_name_that_is_gone_since_finds_nothing(project, way):
    layer = project.own_layer().id
    for line in ("label:GONE", "source:Gone", "lang:xx"):
        assert list(project.documents.numbers(ListQuery(layer, filter=parse(line)))) == []


# Orders


@pytest.mark.parametrize("line", ["", "status:done", "crane"])
def test_a_random_order_is_a_shuffle_that_its_seed_decides(project, way, line):
    one, again, other = (found(project, line, "random", seed=seed) for seed in (1, 1, 2))
    assert one == again != other
    assert sorted(one) == sorted(other) == found(project, line)
    assert found(project, line, "random", seed=1, limit=4) == one[:4]


def test_a_random_order_is_the_same_in_a_colleagues_file(project, looked, tmp_path):
    shown = [document for _, document, _ in looked]
    with make_project(tmp_path, *(document.text for document in reversed(shown))) as theirs:
        mine = [project.id_of(number) for number in found(project, "", "random", seed=3)]
        assert [theirs.id_of(number) for number in found(theirs, "", "random", seed=3)] == mine
    assert mine != sorted(mine)
    assert hashlib.sha256(shown[0].text.encode()).hexdigest() == shown[0].id


@pytest.mark.parametrize("line", ["", "status:new", "crane"])
def test_least_certain_first_then_what_no_model_speaks_of(project, looked, way, line):
    model = project.layer("learner").id
    least = {
        number: min((span.confidence for span in project.annotations(document.id, model).spans), default=2)
        for number, document, _ in looked
    }
    expected = sorted(found(project, line), key=lambda number: (least[number], number))
    assert found(project, line, "uncertain") == expected
    assert found(project, line, "uncertain", limit=7) == expected[:7]


def test_without_a_model_least_certain_is_by_arrival_and_the_project_says_so(tmp_path, project):
    with make_project(tmp_path, "One harbour.", "Two harbours.") as plain:
        query = ListQuery(plain.own_layer().id, order="uncertain")
        assert plain.documents.order_of(query) == "arrival"
        assert list(plain.documents.numbers(query)) == [1, 2]
    query = ListQuery(project.own_layer().id, order="uncertain")
    assert project.documents.order_of(query) == "uncertain"


def test_what_a_person_accepted_is_no_doubt_of_a_model(tmp_path):
    with make_project(tmp_path, "One harbour.", "Two harbours.") as project:
        layer = project.own_layer()
        accepted = Span("a", layer.id, project.id_of(2), 0, 3, "PER", "learner 1", 0.2)
        project.commit(added("accept", [accepted]))
        assert project.documents.order_of(ListQuery(layer.id, order="uncertain")) == "arrival"


# The rest


def test_the_vocabulary_has_the_scheme_and_what_the_articles_name(project):
    known = project.documents.vocabulary()
    assert known.labels == {"PER": "PER", "ORG": "ORG", "GPE": "GPE"}
    assert known.sources == ("Aurel News", "Coastal Courier", "Lantern Wire", "Meridian Desk")
    assert known.languages == ("de", "en", "zh-Hans")


def test_a_first_page_in_time_is_the_page_and_late_it_is_none(project):
    query = ListQuery(project.own_layer().id, filter=parse("-crane labels:>1"))
    assert project.documents.first(query, 5, 10_000) == project.documents.numbers(query, 5)
    many = ListQuery(query.layer, filter=parse(" ".join(["-labels:7"] * 200)))
    assert project.documents.first(many, 5, 0) is None
    assert len(project.documents.numbers(many)) == COUNT + 1  # and the connection goes on as before
