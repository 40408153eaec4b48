"""Equal strings of the whole corpus are labelled, relabelled and removed as one edit, undone at once."""

import pytest

from annotator.domain import edits
from annotator.domain.twins import Options
from annotator.errors import Refused
from annotator.services import twinning
from tests.storage.builders import make_project

TEXTS = (
    "Velmora waits. The mayor of Velmora left.",
    "Nothing here.",
    "VELMORA — Velmoras Hafen und velmora s pier.",
    "In Velmorantown nobody knows Velmora.",
)


def result_of(work):
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, *TEXTS) as made:
        yield made


def found(project, **options):
    return result_of(twinning.places(project, project.own_layer(), "Velmora", Options(**options)))


def spans(project):
    return {one.document.text: one.annotations.spans for one in project.annotated(project.own_layer())}


def test_equal_strings_are_found_on_word_edges_with_what_stands_around_them(project):
    places = found(project)
    assert [place.words for place in places] == ["Velmora"] * 3
    assert places[1].before.endswith("mayor of ")
    assert places[1].after.startswith(" left")


def test_other_letters_and_endings_are_found_when_asked_for(project):
    assert {place.words for place in found(project, ignore_case=True)} >= {"Velmora", "VELMORA", "velmora"}
    inflected = found(project, inflected=True, language="de")
    assert "Velmoras" in {place.words for place in inflected}


def test_labelling_everywhere_is_one_edit_and_takes_no_article_in_hand(project):
    gpe = project.scheme().named("GPE")
    edit = twinning.label(project, project.own_layer(), found(project), gpe)
    assert result_of(twinning.committing(project, edit)) == 3
    assert sum(len(held) for held in spans(project).values()) == 3
    assert project.documents.counts(project.own_layer().id)["new"] == len(TEXTS)
    assert all(place.spans for place in found(project))
    project.undo()
    assert not any(spans(project).values())


def test_what_is_labelled_otherwise_is_relabelled_and_what_is_so_already_is_left(project):
    layer, scheme = project.own_layer(), project.scheme()
    document = project.document(project.id_of(1))
    first = edits.add_span(
        scheme, project.annotations(document.id, layer.id), TEXTS[0], 0, 7, scheme.named("PER")
    )
    project.commit(first)
    gpe = scheme.named("GPE")
    project.commit(twinning.label(project, layer, found(project), gpe))
    assert {span.label for held in spans(project).values() for span in held} == {gpe.id}
    with pytest.raises(Refused, match="Nothing would change"):
        twinning.label(project, layer, found(project), gpe)


def test_removing_everywhere_takes_opinions_along_and_comes_back_whole(project):
    layer, scheme = project.own_layer(), project.scheme()
    project.commit(twinning.label(project, layer, found(project), scheme.named("GPE")))
    document = project.document(project.id_of(1))
    now = project.annotations(document.id, layer.id)
    project.commit(edits.set_polarity(now, TEXTS[0], now.spans[0], "negative"))
    before = project.annotations(document.id, layer.id)
    project.commit(twinning.unlabel(project, layer, found(project)))
    assert not any(spans(project).values())
    assert project.annotations(document.id, layer.id).opinions == ()
    project.undo()
    assert project.annotations(document.id, layer.id) == before
