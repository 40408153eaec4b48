"""Writing UIMA CAS through dkpro-cassis: the types of DKPro Core, which INCEpTION has built in."""

import re
from importlib import import_module
from itertools import chain
from typing import Any, Final

from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.scheme import Scheme
from annotator.formats.tokenized import parted
from annotator.formats.uima import NAMED_ENTITY, SENTENCE, TOKEN

_METADATA: Final = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_ANNOTATION, _STRING = "uima.tcas.Annotation", "uima.cas.String"
_TYPES: Final = (  # of DKPro Core, with the features that are written
    (TOKEN, _ANNOTATION, ()),
    (SENTENCE, _ANNOTATION, ()),
    (NAMED_ENTITY, _ANNOTATION, ("value", "identifier")),
    (_METADATA, "uima.tcas.DocumentAnnotation", ("documentTitle", "documentId", "documentUri")),
)
_UNSPECIFIED: Final = "x-unspecified"
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class CasWriter:
    """Makes a CAS of each document; the type system is made once."""

    def __init__(self, scheme: Scheme) -> None:
        """Labels are written with their names in this scheme."""
        self._cassis: Any = import_module("cassis")
        self._types: Any = self._cassis.TypeSystem()
        for name, above, features in _TYPES:
            made = self._types.create_type(name, above)
            for feature in features:
                self._types.create_feature(made, feature, _STRING)
        self._names = {label.id: label.name for label in scheme.labels}

    def json(self, one: AnnotatedDocument) -> str:
        """The document as UIMA CAS JSON, with the types that it needs."""
        written: str = self._cas(one).to_json(pretty_print=False)
        return written

    def xmi(self, one: AnnotatedDocument) -> str | None:
        """The document as XMI; None where it has characters that XML has not."""
        first = one.document.first
        names = (self._names.get(span.label, span.label) for span in one.annotations.spans)
        words = (one.document.text, first.title, first.ref or "", first.url or "", first.language or "")
        if any(_NO_XML.search(text) for text in chain(words, names)):
            return None
        written: str = self._cas(one).to_xmi()
        return written

    def types(self) -> str:
        """The type system, which XMI needs beside it."""
        written: str = self._types.to_xml()
        return written

    def _cas(self, one: AnnotatedDocument) -> Any:  # noqa: ANN401
        text, first, spans = one.document.text, one.document.first, one.annotations.spans
        cas = self._cassis.Cas(typesystem=self._types)
        cas.sofa_string, cas.sofa_mime = text, "text/plain"
        metadata = self._type(_METADATA)
        facts = {"documentTitle": first.title, "documentId": first.ref, "documentUri": first.url}
        said = {name: value for name, value in facts.items() if value}
        language = one.document.language or _UNSPECIFIED
        cas.add(metadata(begin=0, end=len(text), language=language, **said))
        sentence, token, entity = self._type(SENTENCE), self._type(TOKEN), self._type(NAMED_ENTITY)
        for part in parted(text, one.document.language, spans, "words"):
            cas.add(sentence(begin=part[0][0], end=part[-1][1]))
            for start, end in part:
                cas.add(token(begin=start, end=end))
        for span in spans:
            name = self._names.get(span.label, span.label)
            cas.add(entity(begin=span.start, end=span.end, value=name))
        return cas

    def _type(self, name: str) -> Any:  # noqa: ANN401
        return self._types.get_type(name)
