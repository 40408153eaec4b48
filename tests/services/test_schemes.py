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


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('name = ["a"]', "“name” is words"),
        ("title = 3", "“title” is words"),
        ('overlap = "no"', "“overlap” is true or false"),
        ("sentiment = 3", "“sentiment” is a table"),
        ("sentiment = {value = 3}", "“sentiment.value” is a list of tables"),
        ('sentiment = {value = ["a"]}', "“sentiment.value” is a list of tables"),
        ("sentiment = {question = 1}", "“question” is words"),
        ('sentiment = {value = [{name = "a", sign = "x"}]}', "The sign of “a” is -1, 0 or 1"),
        ('sentiment = {value = [{name = "a", sign = true}]}', "The sign of “a” is -1, 0 or 1"),
        ('sentiment = {value = [{name = "a", sign = 2}]}', "The sign of “a” is -1, 0 or 1"),
        ('sentiment = {value = [{title = "a"}]}', "needs a name"),
        ("label = 1", "“label” is a list of tables"),
        ('label = {name = "a"}', "“label” is a list of tables"),
        ("label = [{name = 1}]", "needs a name"),
        ('label = [{name = "A", title = 1}]', "“title” is words"),
        ('label = [{name = "A", tag = 1}]', "“tag” is words"),
        ('label = [{name = "A", tag = " "}]', "The tag of the label “A” is empty"),
        ('label = [{name = "A", colour = "pink"}]', "“pink”, is no #rrggbb"),
        ('label = [{name = "A", colour = "#12345"}]', "“#12345”, is no #rrggbb"),
        ('label = [{name = "A", key = "ab"}]', "“ab”, is not one letter or digit"),
        ('label = [{name = "A", key = "+"}]', "“+”, is not one letter or digit"),
        ('label = [{name = "A", key = 1}]', "“key” is words"),
        ("a = " + "[" * 3000, "nested too deeply"),
        ("a = " + "9" * 5000, "is not a TOML file"),
        ("a =", "is not a TOML file"),
    ],
)
def test_what_is_wrong_with_a_scheme_s_file_is_a_sentence_with_its_name(tmp_path, toml, says):
    (tmp_path / "mine.toml").write_text(toml)
    with pytest.raises(UserError) as told:
        schemes.load(str(tmp_path / "mine.toml"))
    assert told.value.message.startswith("mine.toml")
    assert says in told.value.message


@pytest.mark.parametrize("path", ["gone.toml", "x" * 5000 + ".toml", "folder.toml"])
def test_a_scheme_s_file_that_cannot_be_read_is_a_sentence(tmp_path, path):
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(UserError):
        schemes.load(str(tmp_path / path))


def test_a_key_that_the_reader_has_for_itself_can_be_named(tmp_path):
    (tmp_path / "mine.toml").write_text('label = [{name = "A", key = "N", colour = "#12ab9F"}]')
    label = schemes.load(str(tmp_path / "mine.toml")).labels[0]
    assert (label.key_cap, label.colour) == ("n", "#12ab9F")


def test_what_proposes_gold_is_part_of_a_scheme_s_file():
    scheme = schemes.load("news")
    assert scheme.rules.aggregation == "majority"
    assert "aggregation" not in schemes.dump(scheme)
    weighed = schemes.parse('aggregation = "dawid-skene"\n' + schemes.dump(scheme))
    assert weighed.rules.aggregation == "dawid-skene"
    assert schemes.parse(schemes.dump(weighed)) == weighed
    with pytest.raises(Refused, match="“aggregation” is majority or dawid-skene, and not “mean”"):
        schemes.parse('aggregation = "mean"')
