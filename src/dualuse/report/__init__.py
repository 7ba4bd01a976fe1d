"""An assessment as text for a person or as JSON for a program. Nothing is decided here."""

from dualuse.report.goods import render_found
from dualuse.report.text import (
    render_assessment,
    render_classification,
    render_findings,
    render_paragraphs,
    render_screening,
)

__all__ = [
    "render_assessment",
    "render_classification",
    "render_findings",
    "render_found",
    "render_paragraphs",
    "render_screening",
]
