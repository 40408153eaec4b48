"""A project in figures, as `annotator info` prints them."""

from dataclasses import asdict
from typing import Any

from annotator.storage.project import Project


def information(project: Project) -> dict[str, Any]:
    """`documents`, `layers` (name to `spans`, `marks`, `opinions`, `statuses`), `labels` (name to count),
    `scheme_version`, `replicas`, `bytes`: ready for JSON, and a contract with scripts.
    """
    return asdict(project.statistics())


def lines(facts: dict[str, Any]) -> list[str]:
    """The same for people."""
    said = [
        f"documents       {facts['documents']:,}",
        f"scheme version  {facts['scheme_version']}",
        f"replicas        {facts['replicas']}",
        f"size            {facts['bytes'] / 1e6:,.1f} MB",
    ]
    for name, layer in facts["layers"].items():
        statuses = "".join(
            f", {count:,} {status.replace('_', ' ')}" for status, count in layer["statuses"].items()
        )
        counts = f"{layer['spans']:,} spans, {layer['marks']:,} marks, {layer['opinions']:,} opinions"
        said.append(f"layer {name}: {counts}{statuses}")
    said += [f"label {name}: {count:,}" for name, count in facts["labels"].items()]
    return said
