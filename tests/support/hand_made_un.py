"""A hand-made file in the shape of the UN list, with its real oddities and invented parties."""

from __future__ import annotations

PERSON = """<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME> OLIM </FIRST_NAME>
<SECOND_NAME>TESTOV</SECOND_NAME><THIRD_NAME/><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>{id}</REFERENCE_NUMBER>
<LISTED_ON>2016-11-30</LISTED_ON><NAME_ORIGINAL_SCRIPT>Олим Тестов</NAME_ORIGINAL_SCRIPT>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Tester; Testov O.</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1964</YEAR></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>"""

ENTITY = """<ENTITY><FIRST_NAME>INVENTED TRADING CORPORATION</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>{id}</REFERENCE_NUMBER><LISTED_ON>2009-04-24</LISTED_ON>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Invented General Bureau</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ADDRESS><COUNTRY>Nowhere</COUNTRY></ENTITY_ADDRESS></ENTITY>"""


def un_xml(persons: int = 1, entities: int = 1, generated: str = "2026-02-27T00:00:09.554Z", extra: str = "") -> bytes:
    """A whole file with that many parties; ``extra`` is put into the first person."""
    people = "".join(PERSON.format(id=f"KPi.{n:03}") for n in range(1, persons + 1))
    if extra:
        people = people.replace("<THIRD_NAME/>", extra, 1)
    bodies = "".join(ENTITY.format(id=f"KPe.{n:03}") for n in range(1, entities + 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="{generated}">'
        f"<INDIVIDUALS>{people}</INDIVIDUALS><ENTITIES>{bodies}</ENTITIES></CONSOLIDATED_LIST>"
    ).encode()
