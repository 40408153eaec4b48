"""Schemes come from TOML, go back to TOML unchanged, and say what is wrong with a file."""

from dataclasses import replace

import pytest

from annotator.domain.scheme import make_label, with_labels
from annotator.errors import Refused, UserError
from annotator.services import schemes


@pytest.mark.parametrize("name", ["news", "conll", "ontonotes"])
def test_every_preset_comes_back_from_its_own_toml(name):
    scheme = schemes.load(name)
    assert schemes.parse(schemes.dump(scheme)) == scheme
    assert scheme.labels
    assert [value.name for value in scheme.scale] == ["negative", "neutral", "positive"]


def test_the_default_preset_stands_first():
    assert schemes.presets()[0] == schemes.DEFAULT
    assert {"news", "conll", "ontonotes"} <= set(schemes.presets())


def test_a_scale_of_five_steps_walks_outwards_key_by_key():
    values = [("awful", -1), ("bad", -1), ("fair", 0), ("good", 1), ("great", 1)]
    toml = "".join(f'[[sentiment.value]]\nname = "{name}"\nsign = {sign}\n' for name, sign in values)
    scheme = schemes.parse(toml)
    steps = [scheme.step(current, -1) for current in (None, "bad", "awful", "great")]
    assert steps == ["bad", "awful", None, "bad"]
    assert scheme.step("fair", 0) is None


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ('[[label]]\nname = "A"\n[[label]]\nname = "A"\n', "name “A” stands twice"),
        ('[[label]]\nname = "A"\nkey = "1"\n[[label]]\nname = "B"\nkey = "1"\n', "key “1” stands twice"),
        ("[[label]]\ntitle = 'x'\n", "needs a name"),
        (
            '[[sentiment.value]]\nname = "p"\nsign = 1\n[[sentiment.value]]\nname = "n"\nsign = -1\n',
            "goes from",
        ),
        ("[[label", "not a TOML file"),
    ],
)
def test_a_wrong_file_gets_a_sentence_with_its_name(tmp_path, toml, sentence):
    path = tmp_path / "mine.toml"
    path.write_text(toml, "utf-8")
    with pytest.raises(UserError, match=f"mine.toml.*{sentence}"):
        schemes.load(str(path))


def test_an_unknown_scheme_names_the_known_ones():
    with pytest.raises(UserError, match="no scheme “nwes”") as caught:
        schemes.load("nwes")
    assert "news" in caught.value.hint


def test_changing_a_scheme_touches_only_what_differs():
    before = schemes.load("conll")
    renamed = replace(before.labels[0], title="Human")
    after = with_labels(before, [renamed, *before.labels[1:], make_label(before, "LAW")])
    edit = schemes.change(before, after)
    assert [change.key.id for change in edit.changes] == [before.labels[0].id, "LAW"]
    with pytest.raises(Refused, match="as it was"):
        schemes.change(before, before)
