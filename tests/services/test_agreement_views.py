"""What the agreement page shows equals what `agree` says, and leaves out nothing without saying so."""

import csv
import io
from datetime import UTC, datetime

import pytest

from annotator.domain.change import Change, Edit
from annotator.domain.entities import Status
from annotator.errors import UserError
from annotator.services import agreement_articles as articles
from annotator.services import agreement_figures as figures
from annotator.services import agreement_meetings as meetings
from annotator.services import agreement_tables as tables
from annotator.services import sample
from annotator.services.agreeing import agree
from annotator.services.agreement_reading import Asked, read
from annotator.storage.project import Project
from tests.services.builders import MINA, finish, new_project, run_import, write_rows
from tests.services.test_agreeing import MAREN, PORT, WIDE, row

TARN = ("Kastelholm", "LOC")
TARN_TOO = ("Kastelholm", "GPE")


@pytest.fixture
def project(tmp_path):
    rows = [
        row("ann", 1, MAREN, PORT, TARN, sentiment="negative"),
        row("bob", 1, MAREN, WIDE, TARN_TOO, sentiment="neutral"),
        row("ann", 2, MAREN, PORT),
        row("bob", 2, MAREN, PORT, TARN),
        row("cleo", 2, MAREN),
        row("ann", 3, MAREN),
        row("bob", 3, status="in_progress"),
    ]
    with new_project(tmp_path) as made:
        run_import(made, write_rows(tmp_path / "rows.jsonl", rows))
        yield made


def look(project, **asked):
    heard = finish(read(project.path, MINA, Asked(**asked)))
    counted = finish(figures.matrix(heard))
    return heard, counted, finish(figures.overview(heard, counted))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return finish(sample.make(tmp_path_factory.mktemp("views") / "sample.annot", MINA))


def same(found, report):
    for name, here in found.figures.items():
        there = report.figures[name]
        assert here.value == (None if there.value is None else pytest.approx(there.value, abs=1e-9)), name
        assert (here.n, here.skipped, here.skipped_why, here.why) == (
            there.n,
            there.skipped,
            there.skipped_why,
            there.why,
        )


def test_figures_of_the_page_are_those_of_agree_for_two_layers_with_their_intervals(corpus):
    with Project.open(corpus, MINA, read_only=True) as project:
        _, counted, found = look(project)
        report = finish(agree(project, resamples=40)).whole
        same(found, report)
        spread = finish(figures.with_spread(found, 40))
    for name, here in spread.figures.items():
        there = report.figures[name].interval
        assert (here.interval is None) == (there is None)
        if there is not None:
            assert (here.interval.low, here.interval.high) == (
                pytest.approx(there.low),
                pytest.approx(there.high),
            )
    assert counted.figure(0, 1).value == pytest.approx(report.figures["span_f1_strict",].value)
    assert counted.figure(1, 0).value == pytest.approx(report.figures["span_f1_partial",].value)
    assert counted.figure(1, 1) is None


def test_figures_of_the_page_are_those_of_agree_for_three_layers(project):
    _, counted, found = look(project)
    report = finish(agree(project, resamples=0))
    same(found, report.whole)
    for (one, other), pair in zip(counted.pairs, report.pairs, strict=True):
        assert counted.figure(one, other).value == pair.figures["span_f1_strict",].value
        assert counted.documents[one, other] == pair.documents


def test_which_label_met_which_with_its_places(corpus, project):
    with Project.open(corpus, MINA, read_only=True) as opened:
        heard, _, _ = look(opened)
        met = finish(meetings.met(heard, 0, 1))
        confusion = finish(agree(opened, resamples=0)).pairs[0].confusion
        assert {labels: len(places) for labels, places in met.places.items()} == dict(confusion)
        for label in met.labels:
            total = sum(met.share(label, other) or 0 for other in (*met.labels, None))
            assert total == pytest.approx(1) or met.total(label) == 0
        one = next(iter(met.places.values()))[0]
        text = opened.document(opened.id_of(one.number)).text
        assert " ".join(text[slice(*one.range)].split()) == one.words
    heard, _, _ = look(project)
    met = finish(meetings.met(heard, 0, 1))
    (place,) = met.places["LOC", "GPE"]
    assert (place.words, met.n("LOC", "GPE"), met.share("LOC", "GPE")) == ("Kastelholm", 1, 1.0)
    assert met.share(None, None) is None
    assert met.n(None, "LOC") == 1


def test_what_is_not_asked_for_is_counted_as_left_out(project):
    heard, _, _ = look(project)
    assert (len(heard.articles), heard.alone, heard.left_out) == (2, 1, 0)
    heard, _, found = look(project, which="every")
    assert (len(heard.articles), heard.left_out) == (1, 1)
    heard, _, found = look(project, which="listed", listed=frozenset((1, 3)))
    assert [one.number for one in heard.articles] == [1]
    assert heard.left_out == 1
    heard, _, found = look(project, labels=frozenset(("PER",)))
    assert found.figures[figures.STRICT].n == look(project)[2].figures["labels", "PER", "span_f1_strict"].n
    heard, _, found = look(project, which="listed")
    assert all(one.value is None and "no document" in one.why for one in found.figures.values())


def test_one_layer_is_refused(project):
    with pytest.raises(UserError, match="needs two layers"):
        finish(read(project.path, MINA, Asked(("ann",))))


def test_layers_are_sorted_as_people_sort(tmp_path):
    with new_project(tmp_path) as made:
        rows = [row(name, 1, MAREN) for name in ("rater 10", "Rater 9", "rater 1")]
        run_import(made, write_rows(tmp_path / "rows.jsonl", rows))
        assert look(made)[0].layers == ("rater 1", "Rater 9", "rater 10")


def test_the_worst_article_comes_first(project):
    heard, counted, _ = look(project)
    found = articles.worst(heard, counted)
    assert [one.number for one in found] == [1, 2]
    assert [one.layers for one in found] == [2, 3]
    assert found[0].strict.value < found[1].strict.value


def test_an_import_says_nothing_of_time(project):
    heard, counted, _ = look(project)
    found = finish(articles.over_time(heard, counted))
    assert found.periods == ()
    assert "one action" in found.why


def test_articles_are_followed_in_the_order_in_which_they_were_finished(tmp_path):
    """The second layer finishes the last articles first, a person's edit each."""
    rows = [row("ann", at, MAREN, PORT) for at in range(1, 13)]
    rows += [row("bob", at, MAREN, *([PORT] if at > 6 else [])) for at in range(1, 13)]
    for one in rows[12:]:
        one["status"] = "in_progress"
    with new_project(tmp_path) as made:
        run_import(made, write_rows(tmp_path / "rows.jsonl", rows))
        bob = made.layer("bob")
        for number in range(12, 0, -1):
            before = Status(bob.id, made.id_of(number), "in_progress")
            done = Status(bob.id, made.id_of(number), "done")
            made.commit(_changed("done", before, done))
        heard, counted, _ = look(made)
        found = finish(articles.over_time(heard, counted))
    assert [(one.first, one.last) for one in found.periods] == [(1, 5), (6, 12)]
    first, second = found.periods
    assert first.figure.value == 1 > second.figure.value
    assert second.figure.interval is not None
    assert first.begin <= first.end <= second.begin
    assert first.end[:4] == str(datetime.now(UTC).year)


def _changed(title, before, after):
    return Edit(title, (Change(before, after),))


def test_tables_as_csv_hold_the_numbers_of_the_service(project):
    heard, counted, found = look(project)
    found = finish(figures.with_spread(found, 40))
    labels = list(csv.DictReader(io.StringIO(tables.of_labels(found).csv().decode())))
    for one in labels:
        figure = found.figures["labels", one["label"], "span_f1_strict"]
        assert (float(one["value"]), int(one["n"])) == (figure.value, figure.n)
        assert float(one["low"]) == figure.interval.low
    whole = {
        one["figure"]: one for one in csv.DictReader(io.StringIO(tables.of_figures(found).csv().decode()))
    }
    opinions = whole[tables.TITLES[figures.OPINIONS]]
    assert (opinions["value"], opinions["undefined because"]) == ("", "there are no opinions to compare")
    pairs = list(csv.reader(io.StringIO(tables.of_matrix(counted).csv().decode())))
    assert len(pairs) == 4
    assert float(pairs[1][4]) == counted.figure(0, 1).value
    met = finish(meetings.met(heard, 0, 1))
    cells = list(csv.reader(io.StringIO(tables.of_met(met).csv().decode())))
    assert sum(int(one[2]) for one in cells[1:]) == sum(map(len, met.places.values()))
    time = tables.of_time(articles.OverTime(())).csv()
    assert time.startswith(b"first article,")
    read_aloud = tables.of_articles(articles.worst(heard, counted), {1: "One", 2: "Two"}).words()
    assert read_aloud[0][:2] == ("One", "2")
