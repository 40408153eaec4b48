"""What UIMA's types mean here: which are about entities, and what their label is called."""

from collections.abc import Iterable
from typing import Final

NAMED_ENTITY: Final = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
SENTENCE: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
TOKEN: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
# Types of DKPro Core and UIMA that are about words, sentences and documents, not about what is named.
_NOT_ABOUT_NAMES: Final = (
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.dkpro.core.api.coref.",
    "de.tudarmstadt.ukp.dkpro.core.api.transform.",
    "de.tudarmstadt.ukp.clarin.webanno.",
    "uima.tcas.DocumentAnnotation",
    "org.dkpro.core.api.xml.",
    "org.dkpro.core.api.pdf.",
)
_PREFERRED: Final = ("value", "label", "category")


def is_about_names(type: str) -> bool:
    """Whether annotations of this type are labels here."""
    return not type.startswith(_NOT_ABOUT_NAMES)


def short_name(type: str) -> str:
    """The type's own name, which is the label of annotations without a value."""
    return type.rpartition(".")[2]


def label_feature(features: Iterable[str]) -> str | None:
    """The feature whose value is the label; None where there is none."""
    every = list(features)
    return next((name for name in _PREFERRED if name in every), every[0] if every else None)
