"""Restricted-party lists: reading official files, keeping them, and screening the parties of a transaction."""

from dualuse.parties.description import PartyListInfo, party_list_infos, party_list_issues
from dualuse.parties.model import Alias, ListedParty, PartyList
from dualuse.parties.screen import SCORE_CUTOFF, Screener
from dualuse.parties.store import held_party_lists, import_party_list, list_folder, load_party_list

__all__ = [
    "SCORE_CUTOFF",
    "Alias",
    "ListedParty",
    "PartyList",
    "PartyListInfo",
    "Screener",
    "held_party_lists",
    "import_party_list",
    "list_folder",
    "load_party_list",
    "party_list_infos",
    "party_list_issues",
]
