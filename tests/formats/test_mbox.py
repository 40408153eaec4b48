"""Mail: mailboxes and single messages."""

import io
import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.mbox import importer

PLAIN = b"""From: =?utf-8?q?Ann_L=C3=A9e?= <ann@wire.test>
To: Desk <desk@wire.test>
Subject: =?iso-8859-1?q?Kr=E4ne?= stand
 still
Date: Wed, 01 Jan 2025 12:00:00 +0100
Message-ID: <1@wire.test>
List-Id: "Velmora Wire" <wire.test>
Content-Language: de
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

Die Kr\xe4ne
stehen.  \r

>From now on
Ende.
"""


def read(data: bytes, file: str = "desk.mbox") -> list[Incoming | Problem]:
    return list(importer.read(io.BytesIO(data), file, ReadOptions()))


def box(*messages: bytes) -> bytes:
    return b"".join(b"From ann@wire.test Wed Jan  1 12:00:00 2025\n" + one + b"\n" for one in messages)


def message(**parts: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"] = "Kräne stehen", "ann@wire.test"
    made.set_content(parts["plain"]) if "plain" in parts else made.set_content(parts["html"], subtype="html")
    if "plain" in parts and "html" in parts:
        made.add_alternative(parts["html"], subtype="html")
    return made


def test_a_message_is_an_article_with_what_its_headers_say():
    (one,) = read(box(PLAIN))
    said = one.appearances[0]
    assert one.text == "Die Kräne\nstehen.\n\nFrom now on\nEnde."
    assert (said.title, said.author, said.source) == ("Kräne stand still", "Ann Lée", "Velmora Wire")
    assert (said.published, said.ref, said.language) == ("2025-01-01T12:00:00+01:00", "1@wire.test", "de")
    assert said.meta["to"] == "Desk <desk@wire.test>"
    assert said.meta["from"] == "Ann Lée <ann@wire.test>"


def test_the_messages_of_a_box_come_one_by_one_with_their_lines():
    found = read(box(PLAIN, PLAIN.replace(b"<1@", b"<2@")))
    assert [(one.appearances[0].ref, one.line) for one in found] == [("1@wire.test", 1), ("2@wire.test", 19)]


def test_a_single_message_is_read_whole():
    (one,) = read(PLAIN + b"\nFrom here it is still the same message.\n", "one.eml")
    assert one.text.endswith("From here it is still the same message.")


def test_plain_text_goes_before_html_and_attachments_are_only_named():
    made = message(plain="Eins.\n\nZwei 😊.\n", html="<p>Anders.</p>")
    made.add_attachment("Im Anhang.", filename="anhang.txt")
    (one,) = read(made.as_bytes(), "one.eml")
    assert one.text == "Eins.\n\nZwei 😊."
    assert one.appearances[0].meta["attachments"] == ["anhang.txt"]
    (one,) = read(message(html="<p>Eins.</p><p>Zwei<br>drei &amp; 😊.</p>").as_bytes(), "one.eml")
    assert one.text == "Eins.\n\nZwei\ndrei & 😊."


def test_lines_that_may_flow_are_joined():
    flowed = PLAIN.replace(b"charset=iso-8859-1", b"charset=utf-8; format=flowed").split(b"\n\n")[0]
    (one,) = read(flowed + b"\n\nOne line that \ngoes on.\n  From stuffed\n\nEnd.\n", "one.eml")
    assert one.text == "One line that goes on.\n From stuffed\n\nEnd."


@pytest.mark.parametrize(
    ("charset", "body"),
    [(b"utf-8", "Kräne".encode("cp1252")), (b"no-such", "Kräne".encode()), (b"us-ascii", "Kräne".encode())],
)
def test_an_encoding_that_is_not_true_is_guessed_and_reported(charset: bytes, body: bytes):
    head = PLAIN.replace(b"iso-8859-1\n", charset + b"\n").split(b"\n\n")[0]
    one, notice = read(head + b"\n\n" + body, "one.eml")
    assert one.text == "Kräne"
    assert not notice.skipped
    assert "does not say its encoding, or wrongly" in str(notice)


def test_a_message_without_a_text_is_named():
    found = read(box(b"Subject: empty\n\n", PLAIN))
    assert [str(one) for one in found if isinstance(one, Problem)] == [
        "desk.mbox, line 1: The message “empty” has no text."
    ]
    assert len(found) == 2
    assert [str(one) for one in read(b"")] == ["desk.mbox: There is no message in it."]


def test_what_the_standard_library_wrote_comes_back(tmp_path: Path):
    path = tmp_path / "made.mbox"
    made = mailbox.mbox(path)
    texts = ["Eins.\n\nFrom the port: zwei.", "漢字 😊\n\nEnde.", "ثلاثة."]
    for text in texts:
        made.add(message(plain=text + "\n"))
    made.close()
    found = read(path.read_bytes())
    assert [one.text for one in found] == texts
    assert [one.appearances[0].title for one in found] == ["Kräne stehen"] * 3
