from __future__ import annotations

import pytest

from dualuse.parties.description import PartyListInfo, party_list_infos


@pytest.fixture
def info() -> PartyListInfo:
    return party_list_infos()["un/sc-consolidated"]


@pytest.fixture
def small(info: PartyListInfo) -> PartyListInfo:
    """The same description, for files with two parties."""
    return info.model_copy(update={"minimum_parties": 1})
