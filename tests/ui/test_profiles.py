"""Profiles of keys: no key twice, labels keep theirs, a broken file leaves ours in force and says so."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from annotator.errors import UserError
from annotator.services import schemes
from annotator.ui.actions import MENUS, REGISTRY, Action, clashes, reserved_keys
from annotator.ui.modes import LABELS_ANSWER
from annotator.ui.profiles import OURS, Profile, Profiles, difference, normal, settle, unfit
from tests.windows import close_window, make_project, make_window, press, select, slices

SHIPPED = ("mail", "prodigy")


@pytest.fixture
def profiles(qapp, tmp_path):
    return Profiles(tmp_path / "keys")


@pytest.fixture
def window(qtbot, tmp_path):
    """Opens the window with a project under a profile, which is written first if it is a text."""
    opened = []

    def open_with(name, text=None, labels=()):
        if text is not None:
            (tmp_path / "keys").mkdir()
            (tmp_path / "keys" / f"{name}.toml").write_text(text, "utf-8")
        bench = make_window(tmp_path)
        bench.window.close()
        bench.settings.set("keys", name)
        bench = make_window(tmp_path)
        opened.append(bench)
        make_project(tmp_path / "talks.annot", bench.session.author)
        bench.session.open(tmp_path / "talks.annot")
        qtbot.waitUntil(bench.reader.hasFocus)
        return bench

    yield open_with
    for bench in opened:
        close_window(bench)


def action(id, *keys, scope="reader"):
    return Action(id, id.title(), keys, "Edit", scope, lambda bench: None)


ONE, TWO = action("one", "A"), action("two", "B", scope="window")


def with_keys(settled):
    return [replace(one, keys=settled.keys[one.id]) for one in REGISTRY.values()]


@pytest.mark.parametrize("name", ["ours", *SHIPPED])
def test_no_two_actions_want_one_key_in_a_profile_that_comes_with_the_program(profiles, name):
    profile = profiles.load(name)
    settled = settle(profile, REGISTRY.values())
    assert settled.problems == ()
    assert clashes(with_keys(settled)) == []
    for id, keys in profile.keys.items():
        assert settled.keys[id] == tuple(map(normal, keys))
        assert REGISTRY[id].keys != keys, f"{id} is as ours and need not be said"


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("scheme", schemes.presets())
def test_a_profile_never_takes_a_label_its_key_and_says_what_it_gives_up(profiles, name, scheme):
    labels = schemes.load(scheme).labels
    settled = settle(profiles.load(name), REGISTRY.values(), labels)
    beside_labels = [one.id for one in REGISTRY.values() if one.modes & LABELS_ANSWER]
    given = {key for id in beside_labels for key in settled.keys[id]}
    asked = {key for keys in profiles.load(name).keys.values() for key in keys}
    for label in labels:
        assert label.key_cap.upper() not in given
        if label.key_cap.upper() in asked:
            assert any(label.title in problem for problem in settled.problems)
    assert len(settled.problems) == len(asked & {label.key_cap.upper() for label in labels})


@pytest.mark.parametrize("name", ["ours", *SHIPPED])
def test_no_label_key_of_a_preset_is_reserved_whatever_the_profile(name):
    for preset in schemes.presets():
        assert not reserved_keys() & {label.key_cap for label in schemes.load(preset).labels}


def test_ours_is_first_then_what_comes_with_the_program_then_a_persons_own(profiles):
    profiles.save(Profile("zoe-s", "Zoë’s", {"one": ("F2",)}, is_own=True))
    assert profiles.names() == ["ours", "mail", "prodigy", "zoe-s"]
    assert [profiles.title(name) for name in profiles.names()] == [
        "Ours",
        "Mail-like",
        "Prodigy-like",
        "Zoë’s",
    ]


def test_what_the_profile_leaves_alone_is_as_ours():
    settled = settle(Profile("p", "P", {"one": ("ctrl+x", "F2")}), [ONE, TWO])
    assert settled.keys == {"one": ("Ctrl+X", "F2"), "two": ("B",)}
    assert difference(settled.keys, [ONE, TWO]) == {"one": ("Ctrl+X", "F2")}


@pytest.mark.parametrize(
    ("keys", "said", "kept"),
    [
        ({"three": ("F2",)}, "There is no action “three”.", {"one": ("A",), "two": ("B",)}),
        ({"one": ("B",)}, "B is wanted by “One” and “Two”: the first has it.", {"one": ("B",), "two": ()}),
        ({"one": ("F2",), "two": ("f2",)}, "F2 is wanted by “One” and “Two”: the first has it.", None),
        ({"one": ("Foo+X",)}, "“Foo+X” is no key, so “One” cannot have it.", None),
        ({"one": ("Ctrl+K, Ctrl+S",)}, "“Ctrl+K, Ctrl+S” is no key, so “One” cannot have it.", None),
        ({"two": ("Enter",)}, "Enter is for walking in lists and pressing buttons", None),
        ({"two": ("Alt+F",)}, "Alt+F opens a menu, so “Two” cannot have it.", None),
    ],
)
def test_what_cannot_be_is_left_out_and_named(qapp, keys, said, kept):
    settled = settle(Profile("p", "P", keys), [ONE, TWO])
    assert any(problem.startswith(said) for problem in settled.problems), settled.problems
    assert kept is None or settled.keys == kept


def test_every_letter_that_opens_a_menu_is_kept_free():
    assert all(unfit(ONE, f"Alt+{menu[0]}") for menu in MENUS)


def test_a_label_keeps_its_key_but_from_an_action_that_has_it_in_ours(qapp):
    labels = [replace(schemes.load("news").labels[0], key_cap="z")]
    wants = Profile("p", "P", {"one": ("Z", "F2")})
    assert settle(wants, [ONE, TWO], labels).keys["one"] == ("F2",)
    assert settle(OURS, [action("one", "Z"), TWO], labels).keys["one"] == ("Z",)


def test_a_profile_is_written_so_that_it_is_read_again_and_comments_stay(profiles, tmp_path):
    first = Profile("mine", "Mine", {"one": ("Ctrl+X",), "two": ()}, is_own=True)
    profiles.save(first)
    assert profiles.load("mine") == first
    file = tmp_path / "keys" / "mine.toml"
    file.write_text(file.read_text("utf-8").replace("[keys]", "# for the left hand\n[keys]"), "utf-8")
    second = replace(first, keys={"one": ("F2", "#")})
    profiles.save(second)
    assert profiles.load("mine") == second
    assert "# for the left hand" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[keys", "mine.toml is not a TOML file"),
        ("title = 3", "mine.toml needs a title"),
        ('keys = "A"', "mine.toml needs a title in quotation marks and its keys under [keys]."),
        ('[keys]\n"edit.undo" = 3', "mine.toml: “edit.undo” needs a key or a list of keys"),
        ('[keys]\n"edit.undo" = ["Ctrl+Z", 3]', "mine.toml: “edit.undo” needs a key or a list of keys"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(profiles, tmp_path, text, said):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "mine.toml").write_text(text, "utf-8")
    with pytest.raises(UserError, match=r"mine\.toml") as raised:
        profiles.load("mine")
    assert raised.value.message.startswith(said)
    assert profiles.title("mine") == "mine"


def test_an_id_without_quotation_marks_is_understood_and_kept_once(profiles, tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "mine.toml").write_text('[keys]\nedit.undo = "F9"\nedit.redo = "F10"\n', "utf-8")
    profile = profiles.load("mine")
    assert profile.keys == {"edit.undo": ("F9",), "edit.redo": ("F10",)}
    profiles.save(replace(profile, keys={"edit.undo": ("F8",)}))
    assert profiles.load("mine").keys == {"edit.undo": ("F8",)}


@given(
    st.dictionaries(
        st.sampled_from([*REGISTRY, "no.such"]),
        st.lists(st.sampled_from(["A", "1", "z", "Ctrl+Z", "Tab", "Return", "F", "Foo", "F2", "#", "Alt+F"])),
    )
)
def test_whatever_a_profile_says_no_key_is_twice_and_nothing_is_lost_in_silence(keys):
    profile = Profile("p", "P", {id: tuple(names) for id, names in keys.items()})
    labels = schemes.load("ontonotes").labels
    settled = settle(profile, REGISTRY.values(), labels)
    assert clashes(with_keys(settled)) == []
    asked = {id: profile.keys.get(id, one.keys) for id, one in REGISTRY.items()}
    lost = [(id, key) for id, names in asked.items() for key in names if normal(key) not in settled.keys[id]]
    unknown = [id for id in keys if id not in REGISTRY]
    assert len(settled.problems) == len(lost) + len(unknown)


def test_a_profile_that_is_gone_or_no_text_is_a_user_error(profiles, tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "noise.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("gone", "noise"):
        with pytest.raises(UserError, match=name):
            profiles.load(name)


def test_a_broken_profile_leaves_our_keys_in_force_and_says_so(window):
    bench = window("mine", "[keys")
    said = bench.window.status.message.words
    assert said.startswith("Our own keys are in force: mine.toml is not a TOML file")
    assert bench.actions["edit.undo"].shortcut().toString() == "Ctrl+Z"
    assert bench.actions["View/Keys/ours"].isChecked()


def test_unknown_actions_and_clashing_keys_are_named_when_a_project_opens(window):
    text = '[keys]\n"span.foo" = "F2"\n"edit.undo" = "Ctrl+E"\n'
    bench = window("mine", text)
    said = bench.window.status.message.words
    assert "There is no action “span.foo”." in said
    assert "Ctrl+E is wanted by “Undo” and “Export…”: the first has it." in said
    assert bench.actions["edit.undo"].shortcut().toString() == "Ctrl+E"
    assert bench.actions["file.export"].shortcuts() == []


def test_a_profile_is_chosen_in_the_view_menu_and_kept(bench):
    bench.actions["View/Keys/prodigy"].trigger()
    assert bench.settings.get("keys") == "prodigy"
    assert bench.actions["View/Keys/prodigy"].isChecked()
    assert not bench.actions["View/Keys/ours"].isChecked()
    select(bench, "Ilse Maren")
    press("1", "Backspace")
    assert slices(bench) == []
    assert bench.session.project.undo_title() == "import"
    press("A")
    assert bench.session.position == 1
    bench.actions["View/Keys/ours"].trigger()
    press("Ctrl+PgUp")
    select(bench, "Ilse Maren")
    press("1", "Backspace")
    assert bench.session.project.undo_title() != "import"


def test_the_sheet_and_the_caps_show_the_keys_in_force(bench):
    bench.actions["View/Keys/mail"].trigger()
    keys = {row.title: row.keys for row in bench.actions.key_sheet()}
    assert keys["Undo"] == ("Z", "Ctrl+Z")
    assert keys["Next article"] == ("J", "Ctrl+PgDown")
    assert keys["Person"] == ("1",)
    assert bench.actions.key("edit.undo") == "Z"


def test_a_scheme_that_gives_a_label_the_key_takes_it_back_and_says_so(bench):
    bench.actions["View/Keys/mail"].trigger()
    press("J")
    assert bench.session.position == 1
    press("K")
    assert bench.session.position == 0
    scheme = bench.session.scheme
    labels = (replace(scheme.labels[0], key_cap="j"), *scheme.labels[1:])
    bench.session.commit(schemes.change(scheme, replace(scheme, labels=labels)))
    assert "J labels Person here, so it is not for “Next article”." in bench.window.status.message.words
    select(bench, "Ilse Maren")
    press("J")
    assert slices(bench) == [("PER", "Ilse Maren")]
    assert bench.actions["go.next"].shortcut() == QKeySequence("Ctrl+PgDown")


def test_letters_of_a_profile_work_on_a_cyrillic_keyboard_too(bench):
    bench.actions["View/Keys/mail"].trigger()
    no_modifier = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, ord("О"), no_modifier, 44, 0x6CF, 0, "о")
    QApplication.sendEvent(bench.reader, event)
    assert bench.session.position == 1


def test_shift_with_a_letter_works_on_a_cyrillic_keyboard_too(bench):
    triggered = []
    bench.actions["hint.extend"].triggered.connect(lambda: triggered.append(True))
    event = QKeyEvent(QEvent.Type.KeyPress, ord("А"), Qt.KeyboardModifier.ShiftModifier, 41, 0x6E1, 0, "А")
    QApplication.sendEvent(bench.reader, event)
    assert triggered


def test_no_profile_makes_labels_repeat(bench):
    for name in SHIPPED:
        bench.actions[f"View/Keys/{name}"].trigger()
        repeating = {id for id in (*REGISTRY, "label.PER") if bench.actions[id].autoRepeat()}
        assert {id.partition(".")[0] for id in repeating} == {"cursor", "go"}
