"""Reading the YAML and JSON that people write: every scalar is text, every place is known.

``NO`` is Norway and ``3E001`` is a code, so no scalar is converted here; repeated keys, aliases, more than one
document, deep nesting and oversized files are refused with the line where they occur.
"""

from dualuse.documents.checked import read_checked, read_plain
from dualuse.documents.reading import MAX_BYTES, MAX_DEPTH, MAX_NODES, Document, Plain, read_document, read_text
from dualuse.documents.validating import validate

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Document",
    "Plain",
    "read_checked",
    "read_document",
    "read_plain",
    "read_text",
    "validate",
]
