"""Descriptions of goods to candidate entries. Candidates are for a person to look at; nothing is decided."""

from dualuse.matching.goods.build import build_index
from dualuse.matching.goods.evidence import MEASURES, WORTH_A_LOOK
from dualuse.matching.goods.index import RECIPE, GoodsCandidate, GoodsIndex, GoodsResult, Spoke
from dualuse.matching.goods.passages import Passage, authored, glossed, printed
from dualuse.matching.goods.recognise import Mention, Offer, Organisms, mentions, offers

__all__ = [
    "MEASURES", "RECIPE", "WORTH_A_LOOK", "GoodsCandidate", "GoodsIndex", "GoodsResult", "Mention", "Offer",
    "Organisms", "Passage", "Spoke", "authored", "build_index", "glossed", "mentions", "offers", "printed",
]  # fmt: skip
