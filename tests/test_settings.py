"""What is set stays set, on the disk, and nothing but what differs is kept."""

import json
from pathlib import Path

import pytest

from annotator.domain.query import Queue
from annotator.errors import UserError
from annotator.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "config" / "settings.json")


def test_the_file_holds_only_what_differs_from_the_defaults(settings: Settings) -> None:
    settings.set("theme", "dark")
    settings.set("zoom", 125)
    settings.set("zoom", 100)
    assert json.loads(settings.path.read_text()) == {"theme": "dark"}
    assert (settings.theme, settings.zoom, settings.headline) == ("dark", 100, False)


def test_nothing_is_written_by_reading(settings: Settings) -> None:
    assert settings.theme == "system"
    assert settings.recent == []
    assert not settings.path.exists()


def test_the_author_keeps_the_same_id_under_a_new_name(settings: Settings) -> None:
    settings.set("name", "Ines")
    first = settings.author()
    settings.set("name", "Ines Maren")
    again = Settings(settings.path).author()
    assert (first.name, again.name) == ("Ines", "Ines Maren")
    assert first.id == again.id


def test_another_name_is_another_author_with_an_id_of_its_own(settings: Settings) -> None:
    settings.set("name", "Ines")
    tomas = settings.author("Tomas")
    assert tomas.id != settings.author().id
    assert Settings(settings.path).author("Tomas") == tomas
    assert settings.author("Ines") == settings.author()


def test_recent_projects_stand_latest_first_and_once(settings: Settings, tmp_path: Path) -> None:
    for name in ("a", "b", "a"):
        settings.remember(tmp_path / f"{name}.annot")
    assert [path.stem for path in settings.recent] == ["a", "b"]
    settings.forget(tmp_path / "a.annot")
    assert [path.stem for path in settings.recent] == ["b"]


@pytest.mark.parametrize("content", ['{"theme": "purple", "zoom": "big", "headline": 1, "recent": 3}', "[]"])
def test_values_that_are_not_allowed_count_as_not_set(settings: Settings, content: str) -> None:
    settings.path.parent.mkdir()
    settings.path.write_text(content)
    assert (settings.theme, settings.zoom, settings.headline, settings.recent) == ("system", 100, False, [])


def test_a_damaged_file_is_put_aside(settings: Settings) -> None:
    settings.path.parent.mkdir()
    settings.path.write_text('{"theme": "da')
    assert settings.theme == "system"
    settings.set("theme", "light")
    assert settings.path.with_suffix(".damaged").read_text() == '{"theme": "da'


def test_keys_of_a_newer_version_stay(settings: Settings) -> None:
    settings.path.parent.mkdir()
    settings.path.write_text('{"not yet invented": 1}')
    settings.set("theme", "dark")
    assert json.loads(settings.path.read_text()) == {"not yet invented": 1, "theme": "dark"}


def test_a_value_that_is_not_allowed_is_a_bug(settings: Settings) -> None:
    with pytest.raises(ValueError, match="Theme"):
        settings.set("theme", "purple")


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError):
        Settings(tmp_path / "file" / "settings.json").set("theme", "dark")


def test_queues_are_kept_by_project_and_name(settings: Settings) -> None:
    settings.keep_queue("one", Queue("b", "label:PER", "random", 3))
    settings.keep_queue("one", Queue("a", 'source:"Lantern Wire"'))
    settings.keep_queue("one", Queue("a", "crane", "date"))
    settings.keep_queue("two", Queue("a", "harbour"))
    assert settings.queues("one") == [Queue("a", "crane", "date"), Queue("b", "label:PER", "random", 3)]
    settings.forget_queue("one", "a")
    settings.forget_queue("two", "a")
    assert [queue.name for queue in settings.queues("one")] == ["b"]
    assert settings.queues("two") == settings.queues("three") == []
    settings.forget_queue("one", "b")
    assert json.loads(settings.path.read_text()) == {}


@pytest.mark.parametrize("kept", ["x", 3, {"one": "x"}, {"one": {"a": {"line": 3}}}, {"one": {"a": None}}])
def test_queues_that_are_none_are_passed_over(settings: Settings, kept: object) -> None:
    settings.path.parent.mkdir(parents=True)
    settings.path.write_text(json.dumps({"queues": kept}))
    assert settings.queues("one") == []
    settings.keep_queue("one", Queue("b", "crane"))
    assert settings.queues("one") == [Queue("b", "crane")]
