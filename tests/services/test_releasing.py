"""A release is whole or not there, keeps stories together, names nobody, and is the same bytes every time."""

import hashlib
import json
import random
from collections import Counter
from pathlib import Path

import pytest

from annotator.domain import deciding
from annotator.domain.assigning import assigned
from annotator.domain.change import added
from annotator.domain.deciding import Reviewer
from annotator.domain.entities import GOLD, Author, Layer, Status
from annotator.errors import UserError
from annotator.services.releasing import CHECKSUMS, ReleaseOptions, release
from annotator.services.reviewing import open_review
from annotator.storage.project import Project
from tests.services.builders import finish, new_project, run_import, write_rows

THREE = {"train": 60, "dev": 20, "test": 20}
WORDS = [
    f"{one}{two}"
    for one in ("bran", "dole", "fen", "garr", "hul", "kest")
    for two in ("a", "em", "ith", "or")
]


def rows(count: int = 40) -> list[dict]:
    """Articles of two annotators, every fifth a copy of the one before with another head."""
    chance, found = random.Random(4), []
    for at in range(count):
        body = " ".join(chance.choice(WORDS) + str(chance.randrange(40)) for _ in range(80))
        if at % 5 == 4:
            body = found[-1]["text"].split(". ", 1)[1]
        text = f"Ilse Maren of desk {at}. {body}"
        span = {"id": f"s{at}", "start": 0, "end": 10, "label": "PER", "text": "Ilse Maren"}
        more = {"id": f"t{at}", "start": 14, "end": 18, "label": "ORG", "text": "desk"}
        found.append(
            {
                "text": text,
                "title": f"Title {at}",
                "source": f"wire {at % 7}",
                "published": f"2031-{at % 12 + 1:02}-01",
                "language": "en",
                "status": "done",
                "layer": "ines-v",
                "spans": [span, more] if at % 3 else [span],
            }
        )
    return found


def made(tmp_path: Path, wanted: list[dict], name: str = "one") -> Project:
    folder = tmp_path / name
    folder.mkdir()
    project = new_project(folder)
    run_import(project, write_rows(folder / "in.jsonl", wanted))
    return project


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def options(**others: object) -> ReleaseOptions:
    return ReleaseOptions(THREE, layer="ines-v", **others)


@pytest.mark.parametrize("way", ["story", "source", "time"])
def test_the_same_articles_give_the_same_bytes_whatever_order_they_came_in(tmp_path, way):
    wanted = rows()
    shuffled = random.Random(9).sample(wanted, len(wanted))
    found = []
    for name, these in (("one", wanted), ("two", shuffled)):
        with made(tmp_path, these, name) as project:
            report = finish(
                release(project, tmp_path / f"out-{name}", options(seed=5, way=way, answers="all"))
            )
        found.append((content(tmp_path / f"out-{name}"), report.digest, report.parts))
    assert found[0] == found[1]


def test_another_seed_is_another_split_of_the_same_articles(tmp_path):
    with made(tmp_path, rows()) as project:
        for seed in (1, 2):
            finish(release(project, tmp_path / f"out{seed}", options(seed=seed)))
    first, second = content(tmp_path / "out1"), content(tmp_path / "out2")
    assert first["train.jsonl"] != second["train.jsonl"]

    def ids(files: dict[str, bytes]) -> set[str]:
        lines = b"".join(files[f"{part}.jsonl"] for part in THREE).split(b"\n")
        return {json.loads(line)["id"] for line in lines if line}

    assert ids(first) == ids(second) and len(ids(first)) == 40


def test_no_story_is_in_two_parts(tmp_path):
    with made(tmp_path, rows()) as project:
        finish(release(project, tmp_path / "out", options(seed=3)))
    parts: dict[str, set[str]] = {}
    for part in THREE:
        for line in (tmp_path / "out" / f"{part}.jsonl").read_bytes().split(b"\n"):
            if line:
                parts.setdefault(json.loads(line)["text"].split(". ", 1)[1], set()).add(part)
    assert Counter(map(len, parts.values())) == {1: 32}
    facts = json.loads((tmp_path / "out" / "release.json").read_text())
    assert facts["copies_kept_together"] == 8
    assert sum(facts["parts"].values()) == 40
    assert facts["labels"]["train"]["PER"] == facts["parts"]["train"]


def test_the_checksums_are_those_of_the_files_and_the_hash_is_theirs(tmp_path):
    with made(tmp_path, rows(10)) as project:
        report = finish(release(project, tmp_path / "out", options()))
    files = content(tmp_path / "out")
    sums = dict(reversed(line.split("  ")) for line in files[CHECKSUMS].decode().splitlines())
    assert set(sums) == set(files) - {CHECKSUMS}
    assert all(hashlib.sha256(files[name]).hexdigest() == digest for name, digest in sums.items())
    assert report.digest == hashlib.sha256(files[CHECKSUMS]).hexdigest()
    croissant = json.loads(files["croissant.json"])
    assert {one["name"]: one["sha256"] for one in croissant["distribution"]}["train.jsonl"] == sums[
        "train.jsonl"
    ]


@pytest.mark.parametrize("answers", ["all", "soft"])
def test_annotators_are_numbered_unless_their_names_are_asked_for(tmp_path, answers):
    wanted = [{**row, "layer": layer} for row in rows(8) for layer in ("ines-v", "tomas-k")]
    with made(tmp_path, wanted) as project:
        finish(release(project, tmp_path / "out", options(answers=answers)))
        finish(release(project, tmp_path / "named", options(answers=answers, names=True)))
    everything = b"".join(content(tmp_path / "out").values())
    assert b"ines-v" not in everything and b"tomas-k" not in everything
    assert b'"layer":"ines-v"' in content(tmp_path / "named")["train.jsonl"]
    lines = (tmp_path / "out" / f"{answers}-answers.jsonl").read_text().strip().split("\n")
    if answers == "all":
        named = {json.loads(line)["layer"] for line in lines}
        assert len(named) == 2 and all(name.startswith("annotator ") for name in named)
        assert len(lines) == 16
    else:
        first = json.loads(lines[0])["positions"][0]
        assert (first["shares"], first["n"]) == ({"PER": 1.0}, 2)


def test_a_folder_that_is_there_stays_as_it_is(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")
    with made(tmp_path, rows(5)) as project, pytest.raises(UserError, match="there already"):
        finish(release(project, tmp_path / "out", options()))
    assert content(tmp_path / "out") == {"mine": b"mine"}


def test_a_release_that_is_broken_off_leaves_nothing(tmp_path):
    with made(tmp_path, rows(20)) as project:
        work = release(project, tmp_path / "out", options())
        while not next(work).what.startswith("Writing"):
            pass
        assert list(tmp_path.glob(".out*"))
        work.close()
    assert not list(tmp_path.glob(".out*")) and not (tmp_path / "out").exists()


def test_labels_that_change_meanwhile_break_it_off_in_a_sentence(tmp_path):
    with made(tmp_path, rows(20)) as project:
        work = release(project, tmp_path / "out", options())
        while next(work).what == "Choosing articles":
            pass
        project.undo()
        with pytest.raises((UserError, KeyError)):
            finish(work)
    assert not (tmp_path / "out").exists()


def test_without_a_finished_article_there_is_no_release(tmp_path):
    wanted = [{**row, "status": "in_progress"} for row in rows(4)]
    with made(tmp_path, wanted) as project, pytest.raises(UserError, match="No article is ready"):
        finish(release(project, tmp_path / "out", options()))
    assert not (tmp_path / "out").exists()


def test_the_card_says_how_it_was_made(tmp_path):
    with made(tmp_path, rows(30)) as project:
        finish(release(project, tmp_path / "out", options(seed=8, licence="cc-by-4.0")))
    card = (tmp_path / "out" / "README.md").read_text()
    assert card.startswith("---\nlanguage:\n- en\nlicense: cc-by-4.0\n")
    assert "  - split: dev\n    path: dev.jsonl" in card
    assert "60/20/20, with seed 8." in card
    assert "6 articles are such copies of another." in card


def reviewed(tmp_path, layers):
    """Two layers of one name that differ everywhere, a third that only is to read, and gold decided."""
    with made(tmp_path, rows(6)) as project:
        first = project.layer("ines-v")
        other = Layer("other", "ines-v", "other-id")
        project.commit(added("other", [Author("other-id", "ines-v"), other]))
        assigned_to = project.ensure_layer("tomas-k")
        project.ensure_layer(GOLD)
        by = Reviewer("ines-id", project.scheme())
        for one in list(project.annotated(first)):
            document = one.document.id
            said = [Status(other.id, document, "done"), assigned(document, assigned_to.id)]
            project.commit(added("said", said))
            review = open_review(project, [first, other], document)
            for position in review.positions:
                here = open_review(project, [first, other], document)
                project.commit(deciding.nothing_here(by, here, position))
        layers(project)


def test_two_layers_of_one_name_are_told_apart_and_who_said_nothing_has_no_answer(tmp_path):
    def look(project):
        finish(release(project, tmp_path / "out", ReleaseOptions(THREE, layer=GOLD, answers="all")))

    reviewed(tmp_path, look)
    why = [json.loads(line) for line in (tmp_path / "out" / "provenance.jsonl").read_text().splitlines()]
    for row in why:
        assert len({name for one in row["candidates"] for name in one["layers"]}) == 2
        assert "decider" not in row
    answers = (tmp_path / "out" / "all-answers.jsonl").read_text().splitlines()
    assert {json.loads(line)["status"] for line in answers} == {"done"}
    assert len(answers) == 12


def test_a_part_never_takes_the_name_of_another_file(tmp_path):
    def look(project):
        shares = {"provenance": 1, "test": 1}
        with pytest.raises(UserError, match="provenance"):
            finish(release(project, tmp_path / "out", ReleaseOptions(shares, layer=GOLD)))

    reviewed(tmp_path, look)
    assert not (tmp_path / "out").exists()
