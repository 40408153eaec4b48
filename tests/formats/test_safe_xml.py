"""XML that nobody has to trust: bombs are refused, damage costs one element, memory does not grow."""

import io
import tracemalloc

import pytest

from annotator.formats.safe_xml import Element, Fault, elements
from annotator.formats.xml_text import root_tag
from annotator.formats.xml_tree import told


def read(content: str | bytes, whole: str = "item") -> list[Element | Fault]:
    data = content.encode() if isinstance(content, str) else content
    return list(elements(io.BytesIO(data), lambda path: path[-1] == whole, (whole,)))


def texts(content: str | bytes) -> list[str]:
    return [one.text() for one in read(content) if isinstance(one, Element)]


def faults(content: str | bytes) -> list[Fault]:
    return [one for one in read(content) if isinstance(one, Fault)]


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE r [<!ENTITY % p "x">]>',
        '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY e SYSTEM "http://wire.test/x">]>',
        '<!DOCTYPE r [<!NOTATION n SYSTEM "n"><!ENTITY e SYSTEM "x" NDATA n>]>',
    ],
)
def test_a_file_that_declares_entities_is_refused(declared: str):
    (fault,) = read(f"{declared}<r><item>&a;&b;&e;</item><item>two</item></r>")
    assert isinstance(fault, Fault)
    assert "declares entities of its own" in fault.message


def test_a_document_type_without_entities_is_no_reason_and_is_not_fetched():
    external = (
        '<!DOCTYPE r PUBLIC "-//X//" "http://wire.test/no.dtd"><r><item>&eacute;&nbsp;&unknown;</item></r>'
    )
    assert [one.raw() for one in read(external)] == ["é\u00a0&unknown;"]
    defaults = f'<!DOCTYPE r [<!ATTLIST item x CDATA "{"y" * 9}">]><r><item/></r>'
    assert [one.attributes for one in read(defaults)] == [{}]


def test_damage_costs_one_element_and_the_lines_stay_right():
    content = (
        "<r>\n<item>one</item>\n<item><b></item>\n<item>three</item>\n<item>&</item>\n<item>five</item></r>"
    )
    found = read(content)
    assert texts(content) == ["one", "three", "five"]
    assert [one.line for one in found if isinstance(one, Element)] == [2, 4, 6]
    assert [(one.line, one.message) for one in found if isinstance(one, Fault)] == [
        (3, "It is no well-formed XML: mismatched tag."),
        (5, "It is no well-formed XML: not well-formed (invalid token)."),
    ]


def test_damage_and_what_follows_may_lie_in_different_pieces():
    gap = "\n" + "x" * 100
    for size in (65_400, 65_530, 65_536, 131_000):
        content = (
            f"<r><item>one</item><item><</item>{gap * (size // 101)}{'x' * (size % 101)}<item>last</item></r>"
        )
        assert texts(content) == ["one", "last"]
        assert len(faults(content)) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "There is no XML element in it."),
        ("words", "There is no XML element in it."),
        ("<r><item>one", "It ends in the midst of an element."),
        ("<r>" * 300, "nested deeper than 200 levels"),
        ("<r><item>" + "<b>" * 300, "nested deeper than 200 levels"),
        ("<r><!--" + "x" * (5 << 20), "A tag or a comment is longer than 4 MB."),
        ("<r><item>" + "<b/>" * 100_001 + "</item></r>", "has too many parts"),
        ("<r><item>" + "x" * (33 << 20) + "</item></r>", "longer than 32 MB"),
    ],
    ids=["empty", "words", "cut", "deep", "deep within", "comment", "many", "long"],
)
def test_what_is_out_of_all_measure_is_refused_in_a_sentence(content: str, says: str):
    messages = [one.message for one in faults(content)]
    assert any(says in message for message in messages), messages


def test_a_file_that_ends_early_gives_what_was_whole():
    one, fault = read("<r><item>one</item>")
    assert one.text() == "one"
    assert fault == Fault(1, "It ends early: not all elements are closed.", skipped=False)


def test_prefixes_are_bound_where_they_are_bound_and_need_not_be():
    content = '<r xmlns:a="urn:a"><item><a:x/><b:x/><y xmlns="urn:d"><z/></y></item></r>'
    (item,) = read(content)
    a, b, y = item.elements()
    assert [(one.name, one.prefix, one.space) for one in (a, b, y)] == [
        ("x", "a", "urn:a"),
        ("x", "b", ""),
        ("y", "", "urn:d"),
    ]
    assert next(y.elements()).space == "urn:d"
    assert told(item) == ""


def test_characters_that_xml_does_not_allow_are_left_out_and_reported():
    found = read("<r><item>a\x01b\x1fc</item></r>")
    assert texts("<r><item>a\x01b\x1fc</item></r>") == ["abc"]
    assert "such as U+0001: left out" in found[0].message


@pytest.mark.parametrize("name", ["gb18030", "shift_jis", "euc-kr", "windows-1251", "iso-2022-jp", "utf-16"])
def test_letters_of_every_declared_encoding_arrive(name: str):
    words = {"windows-1251": "Порт", "euc-kr": "항구"}.get(name, "港")
    content = f'<?xml version="1.0" encoding="{name}" standalone="yes"?>\n<r><item>{words}</item></r>'
    found = read(content.encode(name))
    assert [one.text() for one in found if isinstance(one, Element)] == [words]
    assert [one.line for one in found if isinstance(one, Element)] == [2]


def test_a_letter_may_lie_across_two_pieces():
    for shift in range(4):
        content = f"<r><item>{'x' * (65_536 - 12 + shift)}😊é</item></r>"
        (text,) = texts(content)
        assert text.endswith("x😊é")


def test_the_memory_is_that_of_one_element():
    class Endless(io.RawIOBase):
        """Thirty megabytes of items that nobody made beforehand."""

        def __init__(self) -> None:
            self.pieces = iter([b"<r>"] + [b"<item>" + b"some text " * 6_500 + b"</item>"] * 460)

        def read(self, size: int = -1) -> bytes:
            return next(self.pieces, b"")

    tracemalloc.start()
    count = sum(1 for _ in elements(Endless(), lambda path: path[-1] == "item", ("item",)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 461  # the last of them says that the file ends early
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<rss version='2'>", "rss"),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <not> --><!DOCTYPE x [<!ENTITY a '>'>]><a:feed x='1'>",
            "feed",
        ),
        ("<?xml version='1.0' encoding='utf-16'?><nitf/>".encode("utf-16"), "nitf"),
        (b"{}", ""),
        (b"", ""),
        (b"a < b", ""),
        (b"<!--", ""),
    ],
)
def test_the_root_of_a_file_is_told_from_its_beginning(head: bytes, name: str):
    assert root_tag(head)[0] == name
