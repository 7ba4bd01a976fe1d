"""The one place that joins classification, parties and rules."""

from dualuse.checker.checker import Checker
from dualuse.checker.classification import classify_item, item_name, kinds_in_words

__all__ = ["Checker", "classify_item", "item_name", "kinds_in_words"]
