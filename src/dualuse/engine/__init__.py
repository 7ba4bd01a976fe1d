"""Rules and facts to findings, findings to determinations."""

from dualuse.engine.cases import check_rules
from dualuse.engine.evaluate import Evaluation, evaluate
from dualuse.engine.facts import listed_or_told
from dualuse.engine.pack import Pack
from dualuse.engine.rule import Rule

__all__ = ["Evaluation", "Pack", "Rule", "check_rules", "evaluate", "listed_or_told"]
