"""A small folder of control lists that agrees with the hand-made annex, and ways to spoil it."""

from __future__ import annotations

from pathlib import Path

from dualuse.lists.loaders import eu_annex
from dualuse.lists.official import OfficialText
from support.hand_made_annex import SMALL, Entries, annex_bytes

PRINTED: Entries = {
    "2B001": [
        "2B001 Machines for cutting, as follows:",
        "2B001 N.B. SEE ALSO 2B002.",
        "2B001.a Machines better than 0,9 μm over a travel of 1,0 m;",
        "2B001.b Machines with both of the following:",
        "2B001.b.1 Two or more axes; and",
        "2B001.b.2 A hot zone above 1773 K (1500 °C);",
        "2B001.b Note: 2B001.b. does not control machines lighter than 5 kg.",
        "2B001.c Not used;",
    ],
    "2B002": ["2B002 Presses, other than those specified in 2B001, of 5 × 103 Gy or (1,7 + L/1000) μm."],
    "3A001": ["3A001 Something of another category."],
}

LIST = """\
id: eu/annex-i
title: A small list
jurisdiction: eu
instrument: Regulation (EU) 2021/821
annex: Annex I
url: https://example.org/annex
notation: eu
covers: ["2"]
not_covered: Nothing but category 2 is encoded.
checked_until: "2099-12-31"
editions:
- {id: "2099-12-31", from: "2099-12-31", entries: 3}
"""

ENTRIES = """\
list: eu/annex-i
entries:
- entry: 2B001
  from: "2099-12-31"
  title: Cutting machines
  see_also: [2B002]
  gate: {is: machine}
  paras:
  - id: a
    title: Fine ones
    when: {all: [{le: [accuracy, 0.9 µm]}, {ge: [travel, 1 m]}]}
  - id: b
    title: Hot ones
    when:
      all:
      - {ge: [axes, 2], at: b.1}
      - {gt: [temperature, 1500 °C], at: b.2}
  not_used: [c]
  exclusions:
  - {id: b.note, scope: [b], title: Light ones, when: {lt: [weight, 5 kg]}}
- entry: 2B002
  from: "2099-12-31"
  title: Presses
  gate: {is: press}
  other_than: [2B001]
  paras:
  - id: all
    when:
      any:
      - {ge: [dose, 5000 Gy]}
      - {calc: {expr: "error - length/1000*si('1 µm')/si('1 mm')", le: 1.7 µm}}
"""

REWRITES = """\
rewrites:
- {entry: 2B001, at: b, figure: "2", why: written as a word}
- {entry: 2B002, at: all, figure: 1 µm, why: turns a plain number into micrometres}
- {entry: 2B002, at: all, figure: 1 mm, why: turns a length into a plain number}
"""

CASES = """\
list: eu/annex-i
as_of: "2100-01-01"
cases:
- name: A fine machine is caught
  item: {kind: machine, parameters: {accuracy: 0.9 µm, travel: 2 m, axes: "1"}}
  expect: {2B001.a: yes, 2B001.b: no, 2B001: yes}
- name: Without its accuracy it stays open
  item: {kind: machine, parameters: {travel: 2 m, axes: "1"}}
  expect: {2B001.a: unknown}
  settled_by: accuracy
"""

KINDS = """\
kinds:
- {kind: machine, label: {en: machine, ru: станок}, aliases: {en: [cutter]}}
- {kind: press, label: {en: press, ru: пресс}}
"""


def _parameter(name: str, dimension: str) -> str:
    label = f"label: {{en: {name.title()}, ru: {name}_ru}}, question: {{en: 'Which {name}?', ru: '{name}?'}}"
    return f"- {{parameter: {name}, type: quantity, dimension: {dimension}, {label}}}\n"


_DIMENSIONS = {
    "accuracy": "length",
    "travel": "length",
    "axes": "number",
    "temperature": "temperature",
    "weight": "mass",
    "dose": "absorbed_dose",
    "error": "length",
    "length": "length",
}
PARAMETERS = "parameters:\n" + "".join(_parameter(n, d) for n, d in _DIMENSIONS.items())

FILES = {
    "eu/annex-i/list.yaml": LIST,
    "eu/annex-i/2B.yaml": ENTRIES,
    "eu/annex-i/rewrites.yaml": REWRITES,
    "eu/annex-i/cases/2B.cases.yaml": CASES,
    "vocabulary/kinds/base.yaml": KINDS,
    "vocabulary/parameters/base.yaml": PARAMETERS,
    "vocabulary/sets/none.yaml": "sets: {}\n",
}


def write_lists(folder: Path, **changes: str | None) -> Path:
    """The folder with every file.

    Args:
        folder: Where to make it.
        changes: ``list``, ``entries``, ``rewrites``, ``cases``, ``kinds``, ``parameters`` or ``sets`` to another text;
            None leaves the file out.
    """
    root = folder / "control_lists"
    for name, text in FILES.items():
        written = changes.get(_short(name), text)
        if written is not None:
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(written, "utf-8")
    return root


def _short(name: str) -> str:
    path = Path(name)
    if path.parent.name in ("cases", "kinds", "parameters", "sets"):
        return path.parent.name
    return "entries" if path.stem == "2B" else path.stem


def official(printed: Entries | None = None) -> OfficialText:
    """The official text that the small lists agree with."""
    return eu_annex.load(annex_bytes(printed or PRINTED), "annex.json", SMALL)
