"""Mail: mailboxes (`.mbox`), as newsletters and lists of agencies are kept, and single messages (`.eml`).

The text of a message is its plain text where it has any, else its HTML; attachments are left out, and
named in `meta`. Paragraphs are parted by blank lines; the lines within one are kept, but joined where the
message says that they may flow. Kept are the subject as the title, the sender as the author, the date, the
message id as `ref`, the language, the list or organisation as the source; sender and receivers in full are
in `meta`. A mailbox is read message by message, whatever its size.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.articles import Article
from annotator.formats.blocks import html_paragraphs, plain_paragraphs
from annotator.formats.encodings import codec
from annotator.formats.lines import LONGEST, too_long
from annotator.formats.places import short

if TYPE_CHECKING:
    from email.message import Message

_LONGEST_LINE: Final = 1 << 20
_MARKED: Final = re.compile(rb"^>(>*From )")
_LIST: Final = re.compile(r"\s*<[^<>]*>\s*$")
_KEPT: Final = ("From", "To", "Cc", "Keywords", "List-Id", "In-Reply-To", "Organization", "X-Copyright")
_MOST_PARTS: Final = 200


class MailImporter:
    """Reads mailboxes and single messages."""

    name = "mbox"
    title = "Mail"
    suffixes = (".mbox", ".eml")
    reads_bytes = True

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The messages of the stream; see `Importer`."""
        nothing = True
        for line, message in _messages(stream):
            nothing = False
            if len(message) > LONGEST:
                yield too_long(file, line)
            else:
                yield from _read(message, file, line)
        if nothing:
            yield Problem(file, None, "There is no message in it.")


importer = MailImporter()


def _messages(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The bytes of each message and the line it begins in; of one that is too long, a little too much."""
    kept: list[bytes] = []
    size = number = 0
    begin, after_blank, is_box, begun = 1, True, False, True
    while line := stream.readline(_LONGEST_LINE):
        is_first, number = number == 0, number + begun
        if begun and after_blank and line.startswith(b"From ") and (is_first or is_box):
            is_box = True
            if b"".join(kept).strip():
                yield begin, b"".join(kept)
            kept, size, begin = [], 0, number
        elif size <= LONGEST:
            kept.append(_MARKED.sub(rb"\1", line) if is_box and begun else line)
            size += len(line)
        after_blank = begun and not line.strip()
        begun = line.endswith(b"\n")
    if b"".join(kept).strip():
        yield begin, b"".join(kept)


def _read(data: bytes, file: str, line: int) -> Iterator[Incoming | Problem]:
    from email import message_from_bytes
    from email.errors import MessageError

    try:
        message = message_from_bytes(data)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except (MessageError, RecursionError, ValueError):
        yield Problem(file, line, "The message is nested too deeply, or too broken to be read.")
        return
    title = _header(message, "Subject")
    name = f"The message “{short(title)}”"
    if len(parts) > _MOST_PARTS:
        yield Problem(file, line, f"{name} has more than {_MOST_PARTS} parts; it was not read.")
        return
    paragraphs, guessed = _paragraphs(parts)
    article = Article(
        paragraphs,
        title=title,
        ref=_header(message, "Message-ID").strip("<>"),
        source=_LIST.sub("", _header(message, "List-Id")).strip('"') or _header(message, "Organization"),
        author=_sender(message),
        url=_header(message, "Archived-At").strip("<>"),
        published=_header(message, "Date"),
        language=_header(message, "Content-Language").partition(",")[0],
        meta={
            **{key.lower(): _header(message, key) for key in _KEPT},
            "attachments": list(filter(None, map(_file_name, parts))),
            "rights": _header(message, "X-Copyright"),
        },
        line=line,
    )
    yield article.incoming(file, name)
    if guessed and paragraphs:
        words = f"{name} does not say its encoding, or wrongly: see whether its letters are right."
        yield Problem(file, line, words, skipped=False)


def _paragraphs(parts: "list[Message]") -> tuple[list[str], bool]:
    """Those of the plain parts, else of the parts in HTML; and whether letters were guessed."""
    for kind in ("text/plain", "text/html"):
        chosen = [part for part in parts if part.get_content_type() == kind and not _is_attached(part)]
        texts = [(part, *_text(part)) for part in chosen]
        found = [
            paragraph
            for part, text, _ in texts
            for paragraph in (
                html_paragraphs(text) if kind == "text/html" else plain_paragraphs(_flowed(part, text))
            )
        ]
        if found:
            return found, any(guessed for *_, guessed in texts)
    return [], False


def _is_attached(part: "Message") -> bool:
    return "attachment" in str(part.get("Content-Disposition", ""))[:20].lower() or bool(_file_name(part))


def _file_name(part: "Message") -> str:
    try:
        return _decoded(str(part.get_filename("")))
    except (LookupError, ValueError, TypeError):  # a name in an encoding that there is not
        return "?"


def _text(part: "Message") -> tuple[str, bool]:
    """The text of a part, and whether its encoding is guessed."""
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    try:
        return data.decode(codec(part.get_content_charset("utf-8"))), False
    except (LookupError, ValueError):
        pass
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), True


def _flowed(part: "Message", text: str) -> str:
    """The text with lines joined that may flow (RFC 3676), if the part says so."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    joint = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    lines: list[str] = []
    flows = False
    for line in text.replace("\r\n", "\n").split("\n"):
        line = line.removeprefix(" ")
        if flows and line and not line.startswith(">"):
            lines[-1] = lines[-1].removesuffix(" ") + joint + line
        else:
            lines.append(line)
        flows = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(lines)


def _header(message: "Message", name: str) -> str:
    """A header in one line, its letters decoded; empty where there is none."""
    return " ".join(_decoded(str(message.get(name, ""))).split())


def _decoded(value: str) -> str:
    from email.errors import HeaderParseError
    from email.header import decode_header

    if "=?" not in value and value.isascii():
        return value
    try:
        pairs = decode_header(value)
    except (HeaderParseError, ValueError):
        pairs = [(value, None)]
    return "".join(_piece(piece, charset) for piece, charset in pairs)


def _piece(piece: bytes | str, charset: str | None) -> str:
    """A piece of a header; raw bytes in it are UTF-8, or Windows-1252."""
    data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    for name in (charset or "utf-8", "utf-8"):
        try:
            return data.decode(codec(name))
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _sender(message: "Message") -> str:
    """The name of the sender, else the address."""
    from email.utils import parseaddr

    name, address = parseaddr(_header(message, "From"))
    return name or address
