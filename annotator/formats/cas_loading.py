"""Loading UIMA CAS through dkpro-cassis, which trusts its files: what it may raise becomes a sentence."""

import io
import re
import warnings
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final

from annotator.domain.exchange import Problem
from annotator.formats.lines import LONGEST, too_long

_RAISED: Final = (
    *(ValueError, LookupError, TypeError, AttributeError, RuntimeError, NotImplementedError),
    *(AssertionError, ArithmeticError, SyntaxError),  # the last one is lxml's for broken XML
)
_DECLARATION: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UNMAPPED: Final = re.compile(r"Not mapping external offset \[(-?\d+)\]")
_UNKNOWN: Final = re.compile(r"Type with name \[(.+)\] not found")
_XMI: Final = b"http://www.omg.org/XMI"
_JSON: Final = (b'"%FEATURE_STRUCTURES"', b'"%TYPES"', b'"%VIEWS"')


@dataclass(frozen=True, slots=True)
class Loaded:
    """A CAS: the views that have a text, with their annotations; offsets that are no place in it, as the file
    says them; types that nobody declares.
    """

    views: tuple[tuple[str, list[Any]], ...]
    unmapped: frozenset[int]
    unknown: tuple[str, ...]


def is_cas(head: bytes) -> bool:
    """Whether a file that begins so is a CAS, as XMI or as JSON."""
    return (_XMI in head and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")) or any(
        key in head for key in _JSON
    )


def load(data: bytes, file: str, types: bytes | None) -> Loaded | Problem:
    """The CAS of a file, with the type system that is beside it; else why not."""
    if len(data) > LONGEST:
        return too_long(file, None)
    if any(_DECLARATION.search(one.replace(b"\0", b"")) for one in (data, types or b"")):
        return Problem(file, None, "It declares entities, which may grow without end; it was not read.")
    cassis = import_module("cassis")
    errors = (*_RAISED, cassis.typesystem.TypeNotFoundError, cassis.typesystem.AnnotationHasNoSofa)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            views = _views(_xmi(cassis, data, types) if _XMI in data else _json(cassis, data))
        except errors as error:
            return Problem(file, None, f"It is no CAS that can be read: {_short(error)}.")
    words = [str(one.message) for one in said]
    unmapped = frozenset(int(found[1]) for one in words if (found := _UNMAPPED.search(one)))
    unknown = sorted({found[1] for one in words if (found := _UNKNOWN.search(one))})
    return Loaded(views, unmapped, tuple(unknown))


def _xmi(cassis: Any, data: bytes, types: bytes | None) -> Any:  # noqa: ANN401
    """Of XMI, where types that the type system does not have are passed over."""
    system = cassis.load_typesystem(io.BytesIO(types)) if types else _dkpro_core()
    return cassis.load_cas_from_xmi(io.BytesIO(data), typesystem=system, lenient=True)


def _json(cassis: Any, data: bytes) -> Any:  # noqa: ANN401
    """Of JSON, which has its types in it, but for those of DKPro Core in some files."""
    text = data.decode("utf-8-sig")
    try:
        return cassis.load_cas_from_json(text)
    except cassis.typesystem.TypeNotFoundError:
        return cassis.load_cas_from_json(text, typesystem=_dkpro_core())


@cache
def _dkpro_core() -> Any:  # noqa: ANN401
    """The types of DKPro Core, kept: to read them takes as long as a hundred articles."""
    return import_module("cassis").load_dkpro_core_typesystem()


def _views(cas: Any) -> tuple[tuple[str, list[Any]], ...]:  # noqa: ANN401
    views = [cas.get_view(sofa.sofaID) for sofa in cas.sofas if isinstance(sofa.sofaString, str)]
    return tuple((view.sofa_string, list(view.select_all_annotations())) for view in views)


def _short(error: Exception) -> str:
    words = " ".join(str(error).split())[:80].rstrip(".") or type(error).__name__
    return words[:1].lower() + words[1:]
