"""Web pages as they were saved: one page, one article. Needs the extra `web`.

The article is told from menus, advertisements and comments by trafilatura; its paragraphs have blank lines
between them. Kept are title, author, date, language, the address that the page names, and the site as the
source; its description, tags, rights and the version of trafilatura are kept in `meta`. The letters are
read as the page's bytes say: a byte order mark, UTF-8 where it is, what the page declares, or a guess that
is reported. The text is not the page's own characters, so a label made here has no place in the page.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.needs import need
from annotator.formats.web_page import LONGEST_PAGE, Page, extracted, why_not

need("trafilatura", "web")


class HtmlImporter:
    """Reads a web page."""

    name = "html"
    title = "Web page"
    suffixes = (".html", ".htm", ".xhtml")
    reads_bytes = True

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The article of the page; see `Importer`."""
        data = stream.read(LONGEST_PAGE + 1)
        if why := why_not(data):
            yield Problem(file, None, why)
            return
        notices: list[str] = []
        article = extracted(Page(data), notices.append)
        if not article.paragraphs:
            yield Problem(file, None, "No article can be told from the rest of the page.")
            return
        yield from (Problem(file, None, notice, skipped=False) for notice in notices)
        yield replace(article, ref=article.ref or PurePath(file).name).incoming(file)


importer = HtmlImporter()
