"""spaCy's DocBin, the file that `spacy train` reads.

An article is one `Doc`, made by the tokenizer of its language (`spacy.blank`); where spaCy has none, or
needs a package that is not there, by the program's own words. The outermost labels are `doc.ents`; all
labels, the nested ones too, are `doc.spans["sc"]`, where a span categorizer looks for them. The sentiment
of the article is `doc.cats`, with a value for each step of the scale; where the article has none, `cats`
are empty. Title, source and the like are in `doc.user_data["article"]`, as JSON.

What has no label is outside of all entities in a document that is done, and in one that came with its
labels and that nobody began to work on. In any other it is unknown, so that nothing false is learned.

Offsets are tokens. A label whose edges are within tokens is left out, or widened, or nothing is written.
White space at the edges of a label, which `spacy debug data` refuses, is taken off and listed.

Files are read without unpacking anything but numbers and strings. Labels of `doc.ents` and of all span
groups come in, and one category of 1.0 as the article's sentiment.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, BinaryIO, Final

import msgspec

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.domain.words import tokens
from annotator.formats.categories import categories
from annotator.formats.covering import covering
from annotator.formats.docbin import read_bin
from annotator.formats.facts import FURTHER, facts, further
from annotator.formats.losses import FLAGS, NOTES, OPINIONS, ORIGINS, SENTENCE_SENTIMENT, left_out
from annotator.formats.needs import need
from annotator.formats.options import EDGES, ReadOptions, WriteOptions
from annotator.formats.tokenized import OnTokens, flat, on_tokens

need("spacy", "spacy")

_LOST: Final = (OPINIONS, SENTENCE_SENTIMENT, NOTES, FLAGS, ORIGINS)
_GROUP: Final = "sc"
_ATTRIBUTES: Final = ("ENT_IOB", "ENT_TYPE")


class SpacyDocs:
    """Reads and writes `.spacy`."""

    name = "spacy"
    title = "spaCy DocBin"
    suffixes = (".spacy",)
    suffix = ".spacy"
    reads_bytes = True
    cannot_hold = (*_LOST, FURTHER)
    load_line = "python -m spacy train config.cfg --paths.train {file} --paths.dev dev.spacy"
    choices = (EDGES,)

    def read(self, stream: BinaryIO, file: str, options: ReadOptions) -> Iterator[Incoming | Problem]:
        """The documents of the file; see `Importer`."""
        return read_bin(stream, file)

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """All documents at once, at the end; see `Exporter`."""
        docs = import_module("spacy.tokens").DocBin(attrs=_ATTRIBUTES, store_user_data=True)
        making = _Making(scheme, options.choice(EDGES))
        for count, one in enumerate(documents, 1):
            doc, lost = making.doc(one)
            docs.add(doc)
            yield from left_out(one, _LOST, lost + further(one.document))
            yield count
        out.write(docs.to_bytes())


importer = SpacyDocs()
exporter = importer


class _Making:
    """Makes spaCy's documents of ours; keeps a tokenizer a language."""

    def __init__(self, scheme: Scheme, edges: str) -> None:
        self._scheme = scheme
        self._names = {label.id: label.name for label in scheme.labels}
        self._edges = edges
        self._spacy: Any = import_module("spacy")
        self._tokens: Any = import_module("spacy.tokens")
        self._vocab: Any = self._spacy.Vocab()
        self._languages: dict[str, Any] = {}

    def doc(self, one: AnnotatedDocument) -> tuple[Any, Counter[str]]:
        """The spaCy document, and what of the labels is left out or changed."""
        document, said = one.document, one.annotations
        doc = self._tokenized(document.text, document.language)
        at = [(token.idx, token.idx + len(token)) for token in doc]
        placed, lost = on_tokens(document.text, said.spans, at, self._edges)
        placed = list({(one.first, one.end, one.label): one for one in placed}.values())
        known = said.status == "done" or (said.status == "new" and bool(said.spans))
        doc.set_ents(self._spans(doc, flat(placed, "longest")[0]), default="outside" if known else "missing")
        doc.spans[_GROUP] = self._spans(doc, placed)
        doc.cats = categories(one, self._scheme)
        article = {**facts(document), "layer": one.layer, "status": said.status}
        doc.user_data["article"] = msgspec.json.encode(article, order="deterministic").decode()
        return doc, lost

    def _spans(self, doc: Any, placed: Sequence[OnTokens]) -> list[Any]:  # noqa: ANN401
        return [
            self._tokens.Span(doc, one.first, one.end, label=self._names.get(one.label, one.label))
            for one in placed
        ]

    def _tokenized(self, text: str, language: str | None) -> Any:  # noqa: ANN401
        nlp = self._language((language or "").replace("_", "-").split("-")[0].lower())
        if nlp is not None:
            return nlp.make_doc(text)
        pieces = covering(text, tokens(text))
        words = [text[one.start : one.end] for one in pieces]
        return self._tokens.Doc(self._vocab, words=words, spaces=[one.space for one in pieces])

    def _language(self, code: str) -> Any:  # noqa: ANN401
        """spaCy's language, None where there is none or its tokenizer is not installed."""
        if code not in self._languages:
            try:
                self._languages[code] = self._spacy.blank(code) if code else None
            except ImportError:
                self._languages[code] = None
            if self._languages[code] is not None:
                self._languages[code].max_length = 1 << 30
        return self._languages[code]
