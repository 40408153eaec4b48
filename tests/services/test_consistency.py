"""What a layer labels unevenly in a project: found, mended as one edit, kept as right, merged, measured."""

import json
import random

import pytest

from annotator.domain import deciding
from annotator.domain.change import Change, Edit, added
from annotator.domain.consistency import Finding, Proposal
from annotator.domain.entities import GOLD, Author, Opinion, Span, Status
from annotator.domain.exchange import appearance
from annotator.errors import Refused
from annotator.services import consistency, merging
from annotator.services.backups import Backups
from annotator.services.consistency_report import facts, lines
from annotator.services.reviewing import open_review
from annotator.storage.project import Project
from tests.services.builders import finish
from tests.storage.builders import INES, TOMAS, add_texts, make_project

TEXTS = tuple(f"Article {n}: they met in Velmora on Monday." for n in range(6))


def label(project, layer, words, name, texts=TEXTS):
    """Label the words in each of these texts, and call the article done."""
    scheme = project.scheme()
    found = []
    for text in texts:
        document = appearance(text).document
        start = text.index(words)
        one = Span(f"s-{start}", layer.id, document, start, start + len(words), scheme.named(name).id)
        found += [one, Status(layer.id, document, "done")]
    project.commit(added(f"{name} {words}", found))


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, *TEXTS) as made:
        label(made, made.own_layer(), "Velmora", "GPE", TEXTS[:4])
        label(made, made.own_layer(), "Velmora", "ORG", TEXTS[4:5])
        project_done(made, made.own_layer(), TEXTS[5])
        yield made


def project_done(project, layer, text):
    project.commit(added("done", [Status(layer.id, appearance(text).document, "done")]))


def found(project, layer=None, **options):
    return finish(consistency.find(project, layer or project.own_layer(), **options))


def said(project, layer=None):
    """Label and words of every span of the layer."""
    return [
        (span.label, one.document.text[span.start : span.end])
        for one in project.annotated(layer or project.own_layer())
        for span in one.annotations.spans
    ]


def test_both_faults_are_found_mended_as_one_edit_and_undone_after_opening_again(project):
    items = found(project).items
    assert {(one.finding.kind, one.title[:9], one.words) for one in items} == {
        ("label", "Title 4", "Velmora"),
        ("unlabelled", "Title 5", "Velmora"),
    }
    before = said(project)
    edit = finish(consistency.fix(project, project.own_layer(), [one.finding for one in items]))
    project.commit(edit)
    assert edit.title == "mend ×2"
    assert said(project) == [("GPE", "Velmora")] * 6
    assert found(project).items == ()
    path = project.path
    project.close()
    with Project.open(path, INES) as again:
        again.undo()
        assert said(again) == before


def test_silence_counts_in_what_is_done_and_else_up_to_the_last_label(project):
    document = appearance(TEXTS[5]).document
    layer = project.own_layer()
    project.commit(Edit("new", (Change(Status(layer.id, document, "done"), None),)))
    assert {one.finding.kind for one in found(project).items} == {"label"}


def test_right_as_it_is_is_remembered_and_merges(project, tmp_path):
    layer = project.own_layer()
    items = found(project).items
    edit = finish(consistency.keep(project, layer, [one.finding for one in items]))
    project.commit(edit)
    assert edit.title == "right as it is ×2"
    assert found(project).items == ()
    with pytest.raises(Refused):
        finish(consistency.keep(project, layer, [one.finding for one in items]))
    with make_project(tmp_path, author=TOMAS, name="other.annot") as other:
        finish(merging.merge(other, [project.path], Backups(tmp_path / "backups")))
        theirs = next(one for one in other.layers() if one.id == layer.id)
        assert found(other, theirs).items == ()
    project.undo()
    assert len(found(project).items) == 2


def test_only_ones_own_layer_and_gold_can_be_mended(project):
    other = project.ensure_layer("marek", Author("marek-id", "marek"))
    label(project, other, "Velmora", "GPE", TEXTS[:4])
    label(project, other, "Velmora", "ORG", TEXTS[4:])
    (first, *_) = found(project, other).items
    for decide in (consistency.fix, consistency.keep):
        with pytest.raises(Refused, match="layer of marek"):
            finish(decide(project, other, [first.finding]))
    gold = project.ensure_layer(GOLD)
    assert consistency.may_mend(project, gold)
    assert not consistency.may_mend(project, other)


def test_at_most_so_many_of_a_kind_are_kept_and_all_are_counted(project):
    all_ = found(project)
    few = found(project, most=1, kinds=("label",))
    assert few.counts == {"label": 1}
    assert all_.counts == {"label": 1, "unlabelled": 1}
    assert [one.finding.score for one in all_.items] == sorted(
        (one.finding.score for one in all_.items), reverse=True
    )


def test_what_was_found_can_be_read_and_written(project):
    report = facts(found(project), project.own_layer(), project.scheme())
    assert json.loads(json.dumps(report)) == report
    (swap,) = [one for one in report["findings"] if one["kind"] == "label"]
    assert (swap["label"], swap["proposed"]["label"], swap["evidence"]) == (
        "ORG",
        "GPE",
        "GPE 4 times, ORG here",
    )
    text = "\n".join(lines(found(project), project.scheme()))
    assert "Minority labels: 1" in text
    assert "[Velmora] on Monday.  ORG → GPE" in text


def planted(rows, rate, seed):
    """The rows with so many of their labels changed or removed; and where, as (text, start)."""
    chance, faults = random.Random(seed), set()
    for row in rows:
        kept = []
        for start, end, name in row["spans"]:
            if chance.random() < rate:
                faults.add((row["text"], start))
                if chance.random() < 0.5:
                    continue
                name = {"PER": "ORG", "ORG": "PER", "LOC": "PER", "MISC": "ORG"}[name]
            kept.append((start, end, name))
        row["spans"] = kept
    return faults


def test_of_real_news_with_planted_faults_the_first_places_are_mostly_faults(tmp_path, shared_data):
    lines = (shared_data / "ner" / "en_conll2003_testa_detok.jsonl").read_text().split("\n")
    rows = [json.loads(line) for line in lines if line][1::4]
    faults = planted(rows, 0.05, seed=1)
    with make_project(tmp_path, *(row["text"] for row in rows)) as project:
        layer, entities = project.own_layer(), []
        for row in rows:
            document = appearance(row["text"]).document
            entities.append(Status(layer.id, document, "done"))
            for at, (start, end, name) in enumerate(row["spans"]):
                entities.append(Span(f"s{at}", layer.id, document, start, end, name))
        project.commit(added("import", entities))
        items = found(project, kinds=("label", "unlabelled")).items
        texts = {appearance(row["text"]).document: row["text"] for row in rows}
    hits = [(texts[one.finding.document], one.finding.start) in faults for one in items]
    assert sum(hits[:10]) >= 7
    assert sum(hits) >= len(faults) / 2


def test_what_is_mended_in_gold_stays_decided_and_says_why(desk):
    text = "Talks in Velmora. They left Velmora, flew over Velmora, saw Velmora, met in Velmora."
    (document,) = add_texts(desk.project, text)
    for number in range(1, 5):
        desk.label(desk.gold, "Velmora", "GPE", number, document)
    for layer in desk.layers:
        desk.label(layer, "Velmora", "ORG", 5, document)
    review = open_review(desk.project, desk.layers, document)
    position = next(one for one in review.positions if one.start == text.rindex("Velmora"))
    desk.project.commit(deciding.take(desk.by, review, position, position.candidates[0].said))
    item, *_ = found(desk.project, desk.gold, kinds=("label",)).items
    desk.project.commit(finish(consistency.fix(desk.project, desk.gold, [item.finding])))
    assert said(desk.project, desk.gold) == [("GPE", "Velmora")] * 5
    review = open_review(desk.project, desk.layers, document)
    decision = review.decisions[position.id]
    assert review.states[position.id] == "decided"
    assert (decision.outcome.value, decision.choice, decision.decider) == ("GPE", "edited", desk.by.author)
    assert decision.reason.startswith("Consistency: GPE 4 times, ORG here")
    desk.project.undo()
    assert open_review(desk.project, desk.layers, document).decisions[position.id].outcome.value == "ORG"


def decided_in_gold(desk, text):
    """A name and an opinion of it that both said, decided; the gold label."""
    (document,) = add_texts(desk.project, text)
    for layer in desk.layers:
        span = Span("s", layer.id, document, 0, 7, "ORG")
        opinion = Opinion("o", layer.id, document, "s", "negative")
        desk.project.commit(added("said", [span, opinion, Status(layer.id, document, "done")]))
    review = open_review(desk.project, desk.layers, document)
    desk.project.commit(deciding.accept_agreed(desk.by, review))
    return document, open_review(desk.project, desk.layers, document).gold.spans[0]


def test_the_opinions_that_go_with_a_label_of_gold_stay_decided_too(desk):
    document, span = decided_in_gold(desk, "Velmora is silent.")
    finding = Finding("label", document, 0, 7, 0.9, "seldom a label", span)
    desk.project.commit(finish(consistency.fix(desk.project, desk.gold, [finding])))
    review = open_review(desk.project, desk.layers, document)
    assert review.gold.spans == review.gold.opinions == ()
    assert [one.outcome for one in review.decisions.values()] == [None, None]
    assert set(review.states.values()) == {"decided"}


def test_two_findings_about_one_label_of_gold_are_one_edit(desk):
    document, span = decided_in_gold(desk, "Velmora is silent.")
    label = Finding("label", document, 0, 7, 0.9, "first", span, Proposal(0, 7, "GPE"))
    edges = Finding("edges", document, 0, 7, 0.8, "second", span, Proposal(0, 3, "ORG"))
    desk.project.commit(finish(consistency.fix(desk.project, desk.gold, [label, edges])))
    review = open_review(desk.project, desk.layers, document)
    assert [one.label for one in review.gold.spans] == ["GPE"]
    assert {one.reason for one in review.decisions.values() if one.about == "span"} == {"Consistency: first."}
    assert set(review.states.values()) == {"decided"}
