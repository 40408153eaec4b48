"""Copies all over a project: found once, remembered outside of it, and only new articles read again."""

import random
import re
import sqlite3

import pytest

from annotator.domain.change import added
from annotator.domain.entities import Author
from annotator.domain.exchange import appearance
from annotator.services import copies, schemes
from annotator.storage import signatures
from annotator.storage.project import Project

AUTHOR = Author("ines-id", "ines")
REPORT = (
    "Certificated coffee stocks deliverable on the harbour exchange as of {} March were reported at {} bags,"
    " with {} bags awaiting review and {} bags awaiting decertification, the exchange said in its daily note,"
    " which it sends to all of its members and which the harbour office prints on its own page every morning."
    " Dealers said that little was asked for and less was sold, and that the warehouses of the old harbour"
    " were as full as they had been for many years, so that ships waited outside of it for a place to unload."
)


def article(seed, length=120):
    chance = random.Random(seed)
    return " ".join(
        f"{chance.choice('bdfgklm')}{chance.choice('aeiou')}{chance.randrange(90)}" for _ in range(length)
    )


def update(text):
    return f"{text} The harbour office had no more to say."


def put(project, *texts, source="Lantern Wire", day=1):
    found = [
        appearance(text, title=text[:20], source=source, published=f"2026-05-{day:02}") for text in texts
    ]
    by_id = {one.document: text for one, text in zip(found, texts, strict=True)}
    project.commit(added("import", found), texts=by_id)


def steps(work):
    said = []
    while True:
        try:
            said.append(next(work))
        except StopIteration as end:
            return end.value, said


def look(project, cache):
    return steps(copies.find(project, cache))[0]


def told(found, kind=None):
    return [[one.title for one in story.articles] for story in found.of(kind)]


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "talks.annot", schemes.load("news"), AUTHOR) as made:
        yield made


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache" / "copies.db"


def test_near_and_exact_copies_are_stories_and_reports_of_one_kind_are_apart(project, cache):
    put(project, article(1), article(2), REPORT.format(3, "36,659", 985, 77), day=4)
    put(project, update(article(1)), REPORT.format(4, "35,870", 411, 12), day=2)
    put(project, article(2), source="Meridian Desk")
    found = look(project, cache)
    assert told(found, "near") == [[article(1)[:20]] * 2]
    exact, near = found.of(None)  # of equally large ones the first that was published
    assert [one.published for one in near.articles] == ["2026-05-02", "2026-05-04"]
    assert (near.size, exact.size, exact.kind, exact.alike) == (2, 2, "exact", 1.0)
    assert 0.9 < near.alike < 1
    assert told(found, "reports") == [[REPORT[:20]] * 2]


def test_after_an_import_only_new_articles_are_read(project, cache, monkeypatch):
    put(project, *map(article, range(30)), update(article(3)))
    assert look(project, cache).new == 31
    put(project, update(article(7)), article(40))
    read = []
    texts = signatures.texts
    monkeypatch.setattr(
        signatures, "texts", lambda connection, numbers: read.extend(numbers) or texts(connection, numbers)
    )
    found = look(project, cache)
    assert found.new == 2
    assert told(found) == [[article(3)[:20]] * 2, [article(7)[:20]] * 2]
    assert sorted(set(read)) == [8, 32, 33]
    read.clear()
    assert look(project, cache) == copies.Found(found.stories, 0)
    assert read == []


def test_copies_of_copies_are_one_story_whenever_they_came(project, cache):
    put(project, article(1))
    look(project, cache)
    put(project, update(article(1)))
    look(project, cache)
    put(project, update(update(article(1))))
    at_last = look(project, cache)
    assert [story.size for story in at_last.of("near")] == [3]
    assert look(project, cache.with_name("new.db")).stories[0].articles == at_last.stories[0].articles


def test_articles_that_are_gone_are_in_no_story(project, cache):
    put(project, article(1))
    put(project, article(2), update(article(1)))
    assert len(look(project, cache).stories) == 1
    project.undo()
    assert look(project, cache).stories == ()
    project.redo()
    assert len(look(project, cache).stories) == 1


def test_the_cache_can_be_lost_damaged_or_of_another_version(project, cache):
    put(project, article(1), update(article(1)))
    whole = look(project, cache)
    cache.write_bytes(b"no database at all" * 500)
    assert look(project, cache) == whole
    with sqlite3.connect(cache) as connection:
        connection.execute("pragma user_version = 99")
    connection.close()
    assert look(project, cache) == whole
    blocked = cache.parent / "file"
    blocked.write_text("")
    assert look(project, blocked / "below.db") == whole
    cache.unlink()
    assert look(project, cache) == whole


def test_what_was_read_before_a_cancel_is_not_read_again(project, cache):
    put(project, *map(article, range(250)))
    work = copies.find(project, cache)
    for progress in work:
        if progress.done >= 220:
            break
    work.close()
    assert look(project, cache).new == 50


def test_a_project_that_is_only_read_has_its_copies_too_and_stays_as_it_is(tmp_path, cache):
    path = tmp_path / "talks.annot"
    with Project.create(path, schemes.load("news"), AUTHOR) as made:
        put(made, article(1), update(article(1)))
    before = path.read_bytes()
    with Project.open(path, AUTHOR, read_only=True) as project:
        assert [story.size for story in look(project, cache).stories] == [2]
        assert re.fullmatch(r"[\w-]+\.db", copies.usual_cache(project).name)
    assert path.read_bytes() == before


def test_scripts_without_spaces_and_empty_articles_are_taken_as_they_are(project, cache):
    han = "".join(chr(0x4E00 + random.Random(5).randrange(2_000) + at) for at in range(300))
    put(project, han, f"{han}港务局说。", "", " ")
    assert [story.size for story in look(project, cache).stories] == [2]
