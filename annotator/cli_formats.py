"""The command that lists the formats, and prints the page of one."""

import json

import click

from annotator.terminal import json_option


@click.command()
@click.argument("format_name", required=False, metavar="[NAME]")
@json_option
def formats(format_name: str | None, as_json: bool) -> None:
    """Print every format, in or out, available or why not; or the page of the one that is named."""
    from annotator import formats as known
    from annotator.services.format_pages import page

    if format_name is not None:
        click.echo(page(format_name), nl=False)
        return
    found = known.formats()
    if as_json:
        facts = {
            one.name: {"in": bool(one.importer), "out": bool(one.exporter), "problem": one.problem or None}
            for one in found
        }
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    width = max(len(one.name) for one in found)
    for one in found:
        ways = " and ".join(way for way, there in (("in", one.importer), ("out", one.exporter)) if there)
        said = f"{ways:10} {one.title} ({', '.join(one.suffixes)})"
        click.echo(f"{one.name:{width}} {one.problem or said}")
