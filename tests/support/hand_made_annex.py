"""A hand-made file in the shape of the Annex I JSON, with its real oddities and invented wording."""

from __future__ import annotations

import json
from typing import Any

from dualuse.lists.loaders.expected import Expected

Entries = dict[str, list[str]]

SMALL = Expected(entries=1, exact=False)

ENTRIES: Entries = {
    "1C010": [
        "1C010 Threads of many kinds, as follows:",
        "1C010 N.B. SEE ALSO 1C350 AND 2B001.",
        "1C010.a Threads stiffer than 12,7 × 106 m;",
        "1C010.b Not used;",
        "1C010.c SEE MILITARY GOODS CONTROLS FOR exploding threads (CAS 107-07- 3);",
        "1C010.d See 1C350 for liquid threads;",
        "1C010.e Soaked threads having both of these:",
        "1C010.1 One of the following:",
        "1C010.1.a Loss below 10-5 cm-1 at 453 K (180oC);",
        "1C010.1.2 A weight of 2 kg/m3.",
        "1C010.1 Note 2: 1C010.e. does not control threads shorter than 5 cm.",
    ],
    "1C350": [
        "1C350 Invented chemicals:",
        "1C350.1 Firstol (CAS 107-07-3);",
        "1C350.2 Secondol (CAS 107-07-4);",
        "1C350.3 Thirdol;",
        '1C350 Note 1: 1C350 does not control "mixtures" of the chemicals in entries 1C350.1, .3 and 1C350.2.',
    ],
    "2B001": [
        "2B001 Machines, as follows:",
        "2B001 N.B. SEE ALSO MILTARY GOODS CONTROLS.",
        "2B001.a Machines better than 6 μm according to ISO 230-2:19886;",
        "2B001.b Machines with a travel of 1,0m and a dose of 5 × 1013 n/cm2;",
        "2B001.b Note: 2B001.a. and 2B001.b. do not control x. Technical Note: X. Note 2: 2B001 does not control y.",
        "2B001.c Machines defined as follows, of which there are two:",
        "2B001.c.1 Big ones;",
        "2B001.c.1 Note: The big ones are:",
        "2B001.c.1.a The blue one;",
        "2B001.c.1.b The red one.",
        "2B001.c.2 Hardened against:",
        "2B001.c.2 a. Dose | 5× 103 Gy;",
        "2B001.c.2 b. Rate | 1× 10-8 per day;",
        "2B001.c.2 Technical Note:",
        "2B001.c.2 A dose is what arrives.",
        "2B001.c Note: 2B001.c. is measured by ISO 230-2:1988Makers of machines say how (see 2B003c, 2B002 to 2B003).",
    ],
    "2B002": [
        "2B002 Presses, as follows:",
        "2B002.a Presses having:",
        "2B002.a.1 a. Pressure above 5 MPa; and b. A chamber of 5m;",
        "2B002.b Less than 109 grains;",
        "2B002.b Notes: 1. 2B002.b. includes sand. 2. 2B002.b. does not control salt.",
        "2B002.e Presses whose ratio is calculated as: W =∫x",
    ],
    "2B003": ["2B003 Anything else."],
}

DEFINITIONS = (
    "Definitions of terms between these marks are invented.\n"
    '"Thread" ("THR") (1 9) means something long:\n'
    "a Longer than 1 m2; or\n"
    "N.B. See also rope.\n"
    '"Bias" (gyro) (7), as used here, leans.\n'
    '"Use" (GTN NTN All) means use.'
)


def annex(lines_of: Entries | None = None, /, **changes: Any) -> dict[str, Any]:
    """The whole object; ``changes`` replace its top keys."""
    entries = ENTRIES if lines_of is None else lines_of
    made: dict[str, Any] = {
        "corpus_version": "02021R0821-20991231",
        "celex": "02021R0821",
        "valid_from": "2099-12-31",
        "retrieved_at": "2100-01-01T00:00:00+00:00",
        "sha256": "0" * 64,
        "source_url": "http://example.org/annex",
        "attribution": "Invented.",
        "entry_count": len(entries),
        "index": [{"code": code, "first_line": lines[0]} for code, lines in entries.items()],
        "entries": [
            {
                "entry_code": code,
                "category": code[0],
                "verbatim_text": "\n".join(lines),
                "parameters": lines[:1],
                "applicable_notes": [],
            }
            for code, lines in entries.items()
        ],
        "docs": [
            {"doc_type": "definitions_annex", "title": "DEFINITIONS", "verbatim_text": DEFINITIONS},
            {"doc_type": "section_note", "title": "Category 2 — 2B Machines — notes", "verbatim_text": "Note: 2B."},
            {"doc_type": "general_notes", "title": "GENERAL", "verbatim_text": "1 All of it."},
        ],
        "geas": [{"id": "EU001", "title": "EU001 — friends", "verbatim_text": "Covers 2B001 and 2B002.b."}],
        "gea_common_list": "1C350.1 Firstol",
    }
    return made | changes


def annex_bytes(lines_of: Entries | None = None, /, **changes: Any) -> bytes:
    """The same as the bytes of a file."""
    return json.dumps(annex(lines_of, **changes), ensure_ascii=False).encode()
