"""What a release says of itself: facts for programs, a dataset card for people, Croissant for catalogues."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotator.services.releasing import ReleaseOptions

_MEDIA = {".jsonl": "application/jsonlines", ".json": "application/json", ".md": "text/markdown"}


def facts(options: "ReleaseOptions", found: Mapping[str, Any]) -> dict[str, Any]:
    """The options and what they gave, ready for JSON."""
    return {
        **found,
        "format": options.format,
        "split": dict(options.shares),
        "split_by": options.way,
        "seed": options.seed,
        "statuses": sorted(options.statuses) if options.statuses is not None else "any",
        "reviewed": options.reviewed,
        "answers": options.answers,
        "licence": options.licence,
        "choices": dict(options.choices),
    }


def card(facts: Mapping[str, Any], suffix: str) -> str:
    """The dataset card, Markdown with the front matter that Hugging Face reads."""
    languages = [name for name in facts["languages"] if name != "und"]
    front = ["---"]
    front += ["language:", *(f"- {name}" for name in languages)] if languages else []
    front += [f"license: {facts['licence']}"] if facts["licence"] else []
    front += [
        "task_categories:",
        "- token-classification",
        "configs:",
        "- config_name: default",
        "  data_files:",
    ]
    for part in facts["parts"]:
        front += [f"  - split: {part}", f"    path: {part}{suffix}"]
    front.append("---")
    return "\n".join([*front, "", *_words(facts)]) + "\n"


def _words(facts: Mapping[str, Any]) -> list[str]:
    parts = facts["parts"]
    names = sorted({name for found in facts["labels"].values() for name in found})
    total = sum(parts.values())
    said = [
        "# News with labels",
        "",
        f"{total:,} articles of layer `{facts['layer']}`, labelled under version {facts['scheme_version']} of"
        f" the scheme `{facts['scheme']}` (`scheme.toml`, and `guideline.md` where it has one).",
        "",
        "| part | articles | labels |",
        "| --- | ---: | ---: |",
    ]
    said += [f"| {part} | {parts[part]:,} | {sum(facts['labels'][part].values()):,} |" for part in parts]
    said += ["", "## Labels", "", f"| label | {' | '.join(parts)} |", f"| --- |{' ---: |' * len(parts)}"]
    for name in names:
        counts = " | ".join(f"{facts['labels'][part].get(name, 0):,}" for part in parts)
        said.append(f"| {name} | {counts} |")
    said += ["", "## How it was split", "", _split_words(facts)]
    if facts["left_out"]:
        said += ["", "## Left out or changed by the format", ""]
        said += [f"- {count:,} {what}" for what, count in facts["left_out"].items()]
    said += [
        "",
        "## Files",
        "",
        "`SHA256SUMS` has the hash of every file, `release.json` these figures and the options. Offsets are"
        " Unicode code points, ends exclusive, unless the format itself says otherwise.",
    ]
    return said


def _split_words(facts: Mapping[str, Any]) -> str:
    shares = "/".join(str(share) for share in facts["split"].values())
    way = {
        "story": "Articles that tell one story in nearly the same words are in one part, labels balanced.",
        "source": "All articles of a source, and all that tell one of its stories, are in one part.",
        "time": "The oldest stories are in the first part and the latest in the last; no story is in two.",
    }[facts["split_by"]]
    copies = f" {facts['copies_kept_together']:,} articles are such copies of another."
    return f"{shares}, with seed {facts['seed']}. {way}{copies}"


def croissant(facts: Mapping[str, Any], files: Mapping[str, str]) -> dict[str, Any]:
    """Croissant 1.0 metadata: the files with their hashes, and a record set for articles in JSONL."""
    described = [
        {
            "@type": "cr:FileObject",
            "@id": name,
            "name": name,
            "contentUrl": name,
            "encodingFormat": _MEDIA.get(name[name.rfind(".") :], "application/octet-stream"),
            "sha256": digest,
        }
        for name, digest in sorted(files.items())
    ]
    made: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": f"{facts['scheme']}-{facts['layer']}".replace(" ", "-"),
        "description": f"{sum(facts['parts'].values())} news articles with labels of entities and sentiment.",
        "distribution": described,
    }
    if facts["licence"]:
        made["license"] = facts["licence"]
    if facts["format"] == "jsonl":
        made["recordSet"] = [_record_set(part) for part in facts["parts"]]
    return made


def _record_set(part: str) -> dict[str, Any]:
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{part}/{name}",
            "name": name,
            "dataType": "sc:Text",
            "source": {"fileObject": {"@id": f"{part}.jsonl"}, "extract": {"jsonPath": f"$.{name}"}},
        }
        for name in ("id", "title", "text")
    ]
    return {"@type": "cr:RecordSet", "@id": part, "name": part, "field": fields}


_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
