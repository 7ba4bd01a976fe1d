"""``dualuse schemas``: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from dualuse.cli.options import print_json
from dualuse.errors import NotHeldError


@click.command()
@click.argument("name", required=False)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write every schema into this folder.")
@click.option(
    "--with-vocabulary", is_flag=True, help="Let editors complete the kinds, parameters and values held as well."
)
def schemas(name: str | None, out: Path | None, with_vocabulary: bool) -> int:
    r"""Print the JSON Schema of the kind of file called NAME, list them all, or write them all with --out.

    Editors that know JSON Schema then complete and check what you write:

    \b
    dualuse schemas --out schemas --with-vocabulary
    # yaml-language-server: $schema=schemas/transaction.schema.json
    """
    from dualuse.lists.catalogue import Catalogue
    from dualuse.schemas import schema_of
    from dualuse.schemas import schemas as described

    table = described()
    vocabulary = Catalogue.load().vocabulary if with_vocabulary else None
    if name is not None and name not in table:
        raise NotHeldError(f"no schema called '{name}'; there are: {', '.join(table)}")
    if out is not None:
        for each in [name] if name else table:
            _write(out, each, schema_of(each, vocabulary))
    elif name is not None:
        print_json(schema_of(name, vocabulary))
    else:
        for each, row in table.items():
            click.echo(f"{each}: {row.title}{' (' + ', '.join(row.files) + ')' if row.files else ''}")
    return 0


def _write(folder: Path, name: str, schema: dict[str, object]) -> None:
    """One file, all of it or nothing."""
    import json

    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.schema.json"
    aside = file.with_name(f"{file.name}.part")
    aside.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", "utf-8")
    aside.replace(file)
    click.echo(str(file))
