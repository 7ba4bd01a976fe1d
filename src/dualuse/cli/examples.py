"""``dualuse examples``: the shipped transactions."""

from __future__ import annotations

import click


@click.command()
@click.argument("name", required=False)
def examples(name: str | None) -> None:
    """List the shipped examples, or print the one called NAME, to save and change.

    Any command that takes a transaction also takes example:NAME.
    """
    from dualuse.cli.options import example_file
    from dualuse.data import examples_dir

    if name:
        click.echo(example_file(name.removeprefix("example:")).read_text("utf-8"), nl=False)
        return
    for path in sorted(examples_dir().glob("*.yaml")):
        about = path.read_text("utf-8").splitlines()[0].lstrip("# ")
        click.echo(f"example:{path.stem}\n    {about}")
