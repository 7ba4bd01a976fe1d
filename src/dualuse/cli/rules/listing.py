"""``dualuse rules list``: every rule held."""

from __future__ import annotations

from typing import Any

import click

from dualuse.cli.options import output_format, print_json, show_text


@click.command("list")
@click.option("--law", "laws", multiple=True, metavar="ID", help="Only rules of this jurisdiction; repeat for several.")
@output_format
def list_(laws: tuple[str, ...] = (), form: str = "text") -> int:
    """List the rules held, by jurisdiction, each with what it concludes and which provision says so."""
    from dualuse.engine import Pack
    from dualuse.errors import NotHeldError

    pack = Pack.load()
    strange = [law for law in laws if law not in pack.jurisdictions]
    if strange:
        raise NotHeldError(f"no rules of '{strange[0]}' are held; there are: {', '.join(pack.jurisdictions)}")
    chosen = [r.rule for r in pack.rules.values() if not laws or r.rule.jurisdiction in laws]
    if form == "json":
        print_json([r.model_dump(mode="json", by_alias=True, exclude={"when"}) for r in chosen])
    else:
        from dualuse.report.rules import render_rules

        show_text(render_rules, chosen, _titles(pack))
    return 0


def _titles(pack: Any) -> dict[str, str]:
    return {name: jurisdiction.title for name, (jurisdiction, _) in pack.jurisdictions.items()}
