"""``dualuse rules show``: one rule in plain words."""

from __future__ import annotations

from datetime import date

import click

from dualuse.cli.options import as_of_day, output_format, print_json, show_text
from dualuse.errors import NotHeldError


@click.command()
@click.argument("rule_id", metavar="ID")
@as_of_day
@output_format
def show(rule_id: str, as_of: date | None, form: str) -> int:
    """Show the rule called ID: what it asks in plain words, what follows, its citation, duties and cases."""
    from dataclasses import asdict
    from difflib import get_close_matches

    from dualuse.engine import Pack
    from dualuse.engine.view import view_rule

    pack = Pack.load()
    if rule_id not in pack.rules:
        close = get_close_matches(rule_id, pack.rules, 1)
        hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(pack.rules)}"
        raise NotHeldError(f"no rule called '{rule_id}'; {hint}")
    view = view_rule(pack, rule_id, as_of or date.today())
    if form == "json":
        print_json(asdict(view) | {"rule": view.rule.model_dump(mode="json", by_alias=True)})
    else:
        from dualuse.report.rules import render_rule

        show_text(render_rule, view)
    return 0
