"""Equal strings of the whole corpus are labelled, relabelled and removed as one edit, undone at once."""

from itertools import product

import pytest

from annotator.domain import edits
from annotator.domain.twins import Options, twins
from annotator.errors import Refused
from annotator.services import twinning
from tests.storage.builders import add_texts, make_project

TEXTS = (
    "Velmora waits. The mayor of Velmora left.",
    "Nothing here.",
    "VELMORA — Velmoras Hafen und velmora s pier.",
    "In Velmorantown nobody knows Velmora.",
)
FORMS = {
    "Velmora": ["Velmora", "VELMORA", "velMora", "Velmoras", "Velmorantown"],
    "O’Neill": ["O'Neill", "O’Neill", "OʼNeill", "ONeill", "O Neill", "Oâ€™Neill", "O&#39;Neill", "O?Neill"],
    "Рига": ["Рига", "Риги", "Ригой", "РИГА", "рИга"],
    "서울": ["서울", "서울은", "서울시청"],
    "김": ["김", "김은", "김밥"],
    "KT": ["KT", "KT는", "kt"],
    "القاهرة": ["القاهرة", "والقاهرة", "بالقاهرة"],
    "北京": ["北京", "在北京市"],
    "Port of Velmora": ["Port of Velmora", "Port\nof Velmora", "Ports of Velmora", "PORT OF VELMORA"],
    "St Brannoc's": ["St Brannoc's", "St Brannocs", "St Brannoc s", "St Brannocʼs"],
    "—": ["—", "- —"],
}
LANGUAGES = {"Р": "ru", "서": "ko", "김": "ko", "K": "ko", "ا": "ar", "北": "zh"}


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


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A project in which each form of each surface stands in an article of its own."""
    texts = [f"Gestern: {form} {n}." for n, forms in enumerate(FORMS.values()) for form in forms]
    with make_project(tmp_path_factory.mktemp("library"), *texts) as made:
        yield made, texts


def found(project, surface="Velmora", most=twinning.MOST, aim="GPE", **options):
    label = project.scheme().named(aim) if aim else None
    work = twinning.find(
        project, project.own_layer(), surface, Options(**options), label.id if label else None, most
    )
    return result_of(work)


def label(project, places, name, was=None):
    scheme = project.scheme()
    return result_of(twinning.label(project, project.own_layer(), places, scheme.named(name), was))


def spans(project):
    return {one.document.text: one.annotations.spans for one in project.annotated(project.own_layer())}


def said(project, number=1):
    return project.annotations(project.id_of(number), project.own_layer().id)


def add(project, start, end, name, number=1, text=TEXTS[0]):
    scheme = project.scheme()
    project.commit(edits.add_span(scheme, said(project, number), text, start, end, scheme.named(name)))


def test_equal_strings_are_found_on_word_edges_with_what_stands_around_them(project):
    places = found(project).places
    assert [place.words for place in places] == ["Velmora"] * 3
    assert places[1].before.endswith("mayor of ")
    assert places[1].after.startswith(" left")
    assert places[1].title == "Title 0"


def test_other_letters_and_endings_are_found_when_asked_for(project):
    places = found(project, ignore_case=True).places
    assert {place.words for place in places} >= {"Velmora", "VELMORA", "velmora"}
    inflected = found(project, inflected=True, language="de").places
    assert "Velmoras" in {place.words for place in inflected}


@pytest.mark.parametrize("surface", FORMS)
def test_the_index_leaves_out_no_article_that_has_a_twin(library, surface):
    project, texts = library
    language = LANGUAGES.get(surface[0], "en")
    for near in product((False, True), repeat=3):
        options = Options(*near, language)
        wanted = [(text, one.start, one.end) for text in texts for one in twins(text, surface, options)]
        places = result_of(twinning.find(project, project.own_layer(), surface, options, None)).places
        listed = [(project.document(one.document).text, one.start, one.end) for one in places]
        assert listed == wanted, options


def test_what_is_beyond_the_most_is_left_out_and_said(project):
    assert found(project, most=3).is_cut is False
    cut = found(project, most=2)
    assert (len(cut.places), cut.is_cut) == (2, True)
    assert len(found(project, most=1).places) == 1


def test_whoever_labelled_what_was_listed_and_asks_again_gets_the_next_and_so_when_removing(project):
    for rest in (2, 1, 0):
        listed = found(project, most=1)
        assert listed.is_cut is (rest > 0)
        free = [place for place in listed.places if not place.spans]
        assert len(free) == 1
        project.commit(label(project, free, "GPE"))
    assert found(project, most=1).has_gaps is True
    for rest in (2, 1, 0):
        listed = found(project, most=1, aim=None)
        assert listed.is_cut is (rest > 0)
        with_label = [place for place in listed.places if place.spans]
        project.commit(result_of(twinning.unlabel(project, project.own_layer(), with_label)))
    assert not any(spans(project).values())


def test_what_was_said_to_be_none_is_told(project):
    project.commit(edits.reject(said(project), TEXTS[0], 0, 7, None))
    assert [place.rejected for place in found(project).places] == [{None}, set(), set()]


def test_labelling_everywhere_is_one_edit_and_takes_no_article_in_hand(project):
    edit = label(project, found(project).places, "GPE")
    assert edit.title == "GPE “Velmora” everywhere"
    assert result_of(twinning.committing(project, edit)) == 3
    assert sum(len(held) for held in spans(project).values()) == 3
    assert project.documents.counts(project.own_layer().id)["new"] == len(TEXTS)
    assert all(place.spans for place in found(project).places)
    project.undo()
    assert not any(spans(project).values())


def test_what_is_labelled_otherwise_is_relabelled_and_what_is_so_already_is_left(project):
    add(project, 0, 7, "PER")
    first = said(project).spans[0]
    project.commit(label(project, found(project).places, "GPE"))
    gpe = project.scheme().named("GPE").id
    assert {span.label for held in spans(project).values() for span in held} == {gpe}
    assert first.id in {span.id for span in said(project).spans}
    with pytest.raises(Refused, match="Nothing would change"):
        label(project, found(project).places, "GPE")


def test_of_several_labels_on_the_same_words_the_one_asked_about_is_changed_or_removed(project):
    scheme = project.scheme()
    add(project, 0, 7, "PER")
    add(project, 0, 7, "ORG")
    place = found(project).places[:1]
    project.commit(label(project, place, "GPE", scheme.named("ORG").id))
    assert {span.label for span in said(project).spans} == {scheme.named(name).id for name in ("PER", "GPE")}
    layer = project.own_layer()
    project.commit(result_of(twinning.unlabel(project, layer, place, scheme.named("PER").id)))
    assert [span.label for span in said(project).spans] == [scheme.named("GPE").id]


def test_labels_across_a_place_are_told(project):
    add(project, 19, 35, "ORG")
    one, other = found(project).places[:2]
    assert (one.across, one.spans) == ((), ())
    assert other.across == said(project).spans


def test_removing_everywhere_takes_opinions_along_and_comes_back_whole(project):
    layer = project.own_layer()
    project.commit(label(project, found(project).places, "GPE"))
    now = said(project)
    project.commit(edits.set_polarity(now, TEXTS[0], now.spans[0], "negative"))
    before = said(project)
    edit = result_of(twinning.unlabel(project, layer, found(project).places))
    assert result_of(twinning.committing(project, edit)) == 3
    assert not any(spans(project).values())
    assert said(project).opinions == ()
    project.undo()
    assert said(project) == before


def test_an_article_that_came_since_is_not_touched(project):
    places = found(project).places
    add_texts(project, "Velmora again.")
    project.commit(label(project, places, "GPE"))
    assert spans(project)["Velmora again."] == ()
