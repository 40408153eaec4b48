"""Word documents, read from the XML in their packages."""

import io
import zipfile

import pytest

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.docx import importer

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = """<cp:coreProperties xmlns:cp="http://x/cp" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>From the properties</dc:title>
<dc:creator>Ann Lee</dc:creator>
<dcterms:created>2025-01-01T12:00:00Z</dcterms:created><cp:keywords>ports</cp:keywords></cp:coreProperties>"""
STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault>
</w:docDefaults><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>"""


def text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inner: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{inner}</w:p>"


def package(body: str, **others: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("docProps/core.xml", others.get("core", CORE))
        archive.writestr("word/styles.xml", STYLES)
    return made.getvalue()


def read(data: bytes) -> list[Incoming | Problem]:
    return list(importer.read(io.BytesIO(data), "desk/story.docx", ReadOptions()))


def test_the_paragraphs_are_the_text_and_the_properties_are_kept():
    body = (
        paragraph(text("Kräne stehen"), "Titel")
        + paragraph(text("😊 Angela ") + text("Merkel") + "<w:r><w:br/></w:r>" + text("kam."))
        + paragraph("")
        + paragraph(f"<w:ins>{text('Neu.')}</w:ins><w:del><w:r><w:delText>Alt.</w:delText></w:r></w:del>")
    )
    (one,) = read(package(body))
    said = one.appearances[0]
    assert one.text == "Kräne stehen\n\n😊 Angela Merkel\nkam.\n\nNeu."
    assert (said.title, said.headline, said.ref) == ("Kräne stehen", (0, 12), "story.docx")
    assert (said.author, said.published, said.language) == ("Ann Lee", "2025-01-01T12:00:00Z", "de-DE")
    assert said.meta == {"created": "2025-01-01T12:00:00Z", "keywords": "ports"}


def test_without_a_paragraph_in_the_style_of_a_title_the_properties_name_it():
    (one,) = read(package(paragraph(text("Nur Text."))))
    assert one.appearances[0].title == "From the properties"


def test_tables_are_lines_and_text_boxes_are_read_once():
    row = "<w:tr>" + "".join(f"<w:tc>{paragraph(text(cell))}</w:tc>" for cell in "ab") + "</w:tr>"
    box = f"<w:txbxContent>{paragraph(text('Im Kasten.'))}</w:txbxContent>"
    both = f"<mc:Alternate><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:Alternate>"
    (one,) = read(package(f"<w:tbl>{row}{row}</w:tbl>" + paragraph(text("Davor. ") + f"<w:r>{both}</w:r>")))
    assert one.text == "a\tb\na\tb\n\nDavor.\n\nIm Kasten."


def test_notes_are_left_out_and_counted():
    one, notice = read(package(paragraph(text("Text.") + '<w:r><w:footnoteReference w:id="1"/></w:r>')))
    assert one.text == "Text."
    assert str(notice) == "desk/story.docx: Left out: 1 footnotes."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "It is no Word document, or it is damaged"),
        (b"no zip", "It is no Word document, or it is damaged"),
        (b"\xd0\xcf\x11\xe0 of old", "save it as .docx"),
        (package(""), "The document has no text."),
        (package("<w:p>")[:-40], "It is no Word document, or it is damaged"),
        (package("<!-- x --><w:p><w:r><w:t>a</w:p>"), "It is no well-formed XML: mismatched tag."),
    ],
)
def test_what_is_no_document_says_why(data: bytes, says: str):
    problems = [str(one) for one in read(data) if isinstance(one, Problem)]
    assert any(says in one for one in problems), problems


def test_a_bomb_in_the_package_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        huge = paragraph(text("x" * 1_000_000)) * 40
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{huge}</w:body></w:document>")
    assert len(made.getvalue()) < 100_000
    (problem,) = read(made.getvalue())
    assert "longer than 32 MB" in str(problem)


def test_the_paragraphs_are_those_that_python_docx_wrote():
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Kräne stehen still", 0)
    for words in ("Eins 😊.", "漢字 \u2028 zwei.", "ثلاثة."):
        document.add_paragraph(words)
    document.core_properties.author = "Ann Lee"
    made = io.BytesIO()
    document.save(made)
    theirs = [one.text for one in docx.Document(io.BytesIO(made.getvalue())).paragraphs]
    (one,) = read(made.getvalue())
    assert one.text.split("\n\n") == theirs
    assert (one.appearances[0].title, one.appearances[0].author) == ("Kräne stehen still", "Ann Lee")
