"""The command that lists copies of one story."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.terminal import finish, json_option, named, project_argument, reading

if TYPE_CHECKING:
    from annotator.services.copies import Found

_SHOWN = 50


@click.command()
@project_argument
@json_option
@named
def copies(project: Path, as_json: bool, name: str | None) -> None:
    """List copies of one story: the same text in several places, or nearly the same words."""
    from annotator.services import copies as work

    with reading(project, name) as opened:
        found = finish(work.find(opened))
        ids = {number: opened.id_of(number) for story in found.stories for number in story.numbers}
    if as_json:
        click.echo(json.dumps(work.facts(found, ids), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found, ids)))


def _lines(found: "Found", ids: dict[int, str]) -> Iterator[str]:
    stories, reports = found.of(None), found.of("reports")
    yield f"Stories with copies: {len(stories):,}, published {sum(one.size for one in stories):,} times."
    yield f"Reports of one kind, which are no copies: {len(reports):,} kinds."
    for story in stories[:_SHOWN]:
        alike = "the same text" if story.kind == "exact" else f"{story.alike:.0%} alike"
        yield f"{story.size:,} times, {alike}"
        for article in story.articles:
            facts = "  ".join(filter(None, [article.published, article.source, article.title]))
            yield f"  {ids[article.number][:12]}  {facts}"
    if len(stories) > _SHOWN:
        yield f"and {len(stories) - _SHOWN:,} more: use --json, or Go > Copies in the window."
