"""The condition language: three-valued, compiled, traced, with the facts that would settle what is open.

One language serves both the criteria of control-list entries and the conditions of rules.

- :class:`Truth`: NO, UNKNOWN, YES (strong Kleene).
- :class:`Vocabulary`, :class:`Kinds`, :class:`Parameter`: what the names mean.
- :func:`prepare` reads stated values once into :class:`Facts`; unusable ones are unknown, with the reason.
- :class:`ConditionLoader` reads a condition from a document, with line numbers; :func:`compile_node` makes a closure,
  :class:`Explainer` walks it for the trace and the missing facts.
- :func:`load_entry`, :class:`EntrySet`: whole entries, with gates, releases, derived values and references.
"""

from dualuse.logic.ast import Node
from dualuse.logic.entries import Classification, EntrySet, ParagraphOutcome, ReleaseOutcome
from dualuse.logic.entry import Entry, Paragraph, labels, load_entry
from dualuse.logic.evaluation import Context, compile_node
from dualuse.logic.explaining import Explainer, Leaf, Missing, Outcome, describe
from dualuse.logic.facts import Facts, prepare
from dualuse.logic.loading import ConditionLoader
from dualuse.logic.truth import NO, UNKNOWN, YES, Truth, all_of, any_of, not_
from dualuse.logic.vocabulary import Choice, Kind, Kinds, Parameter, Vocabulary
from dualuse.logic.wording import Wording, in_words

__all__ = [
    "NO", "UNKNOWN", "YES", "Choice", "Classification", "ConditionLoader", "Context", "Entry", "EntrySet", "Explainer",
    "Facts", "Kind", "Kinds", "Leaf", "Missing", "Node", "Outcome", "Paragraph", "Parameter", "ParagraphOutcome",
    "ReleaseOutcome", "Truth", "Vocabulary", "Wording", "all_of", "any_of", "compile_node", "describe", "in_words",
    "labels", "load_entry", "not_", "prepare",
]  # fmt: skip
