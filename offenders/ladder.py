"""The ladder of warnings, notices and orders as the law stood, row by row. A change of the law ends
a row and adds another under the same key: what was made before is judged by what applied then.

Ages, lengths and what a breach is are those of the Acts named; a row without a statute is practice.
Respect orders and the other changes of the Crime and Policing Bill are not here: no commencement
date could be verified.
"""

import datetime as dt
from typing import Any

COURT_BREACH = (
    "Contempt of court, up to 2 years in custody (Contempt of Court Act 1981, section 14)"
)
ACT_2014 = "Anti-social Behaviour, Crime and Policing Act 2014"
FROM_2014 = dt.date(2014, 10, 20)
CIVIL_FROM = dt.date(2015, 3, 23)
CODE_FROM = dt.date(2020, 12, 1)
CURFEW_FROM = dt.date(2022, 6, 28)
PRACTICE = "Practice: no statute lays it down"
NOTHING = "Nothing by itself: it is taken into account at the next step"
INJUNCTION_BY = (
    "Councils, social landlords, police including British Transport Police, transport bodies, the "
    "Environment Agency or Natural Resources Wales, NHS counter fraud"
)
CBO_BY = "The court on conviction, if the prosecution asks; council or police may ask the CPS to"


def _row(key: str, name: str, rung: str, basis: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": name, "rung": rung, "legal_basis": basis, "source": basis, **more}


def _practice(key: str, name: str, who_may: str, **more: Any) -> dict[str, Any]:
    return _row(key, name, "warning", PRACTICE, who_may=who_may, breach_is=NOTHING, **more)


def _cbo(act: str, **dates: dt.date) -> list[dict[str, Any]]:
    """Adults: two years at least, or without end. Under 18: one to three years, seen yearly."""
    same = {"who_may": CBO_BY, "breach_is": "A crime: up to 5 years in custody", **dates}
    return [
        _row(
            "cbo-adult", "Criminal behaviour order (18 and over)", "order", act,
            lowest_age=18, shortest_months=24, **same,
        ),
        _row(
            "cbo-youth", "Criminal behaviour order (under 18)", "order", act, lowest_age=10,
            highest_age=17, shortest_months=12, longest_months=36, needs_end=True,
            review_months=12, **{**same, "breach_is": "A crime: detention and training order"},
        ),
    ]  # fmt: skip


_WARNINGS = [
    _practice("verbal-warning", "Verbal warning", "Any agency", may_extend=False),
    _practice("written-warning", "Written warning", "Any agency", may_extend=False),
    _practice("mediation", "Mediation agreement", "Any agency, with both sides willing"),
    _practice("good-neighbour", "Good neighbour agreement", "Landlords"),
    _practice(
        "abc",
        "Acceptable behaviour contract",
        "Any agency; not binding in law, requirements allowed",
        lowest_age=10,
    ),
    _row(
        "parenting-contract", "Parenting contract (about a child under 18)", "warning",
        "Anti-social Behaviour Act 2003, section 25",
        who_may="Councils, social landlords, youth justice services, with the parent",
        breach_is=NOTHING,
    ),
    _row(
        "community-resolution", "Community resolution", "warning",
        f"{ACT_2014}, section 101 (community remedy)", who_may="Police", breach_is=NOTHING,
        in_force_from=FROM_2014, may_extend=False,
    ),
    _row(
        "cpw", "Community protection warning", "warning", f"{ACT_2014}, section 43(5)",
        who_may="Councils, police, designated social landlords", lowest_age=16,
        binds_from="served", breach_is="A community protection notice may follow",
        in_force_from=FROM_2014,
    ),
]  # fmt: skip
_NOTICES = [
    _row(
        "cpn", "Community protection notice", "notice", f"{ACT_2014}, section 43",
        who_may="Councils, police, designated social landlords", lowest_age=16,
        binds_from="served",
        breach_is="A crime (section 48): a fine up to level 4 for a person; a fixed penalty up to "
        "£100 instead",
        in_force_from=FROM_2014,
    ),
    _row(
        "dispersal", "Direction to leave an area (dispersal)", "notice",
        f"{ACT_2014}, sections 34 and 35", who_may="Police, where an inspector authorises it",
        lowest_age=10, longest_hours=48, needs_end=True, may_extend=False,
        breach_is="A crime (section 39): up to 3 months in custody or a fine up to level 4",
        in_force_from=FROM_2014,
    ),
    _row(
        "closure-notice", "Closure notice", "notice", f"{ACT_2014}, sections 76 and 77",
        who_may="A police inspector or the council; 48 hours if a superintendent or the council's "
        "chief executive says so. Never excludes who lives there or owns it",
        longest_hours=24, longest_extended_hours=48, needs_end=True,
        breach_is="A crime (section 86)", in_force_from=FROM_2014,
    ),
]  # fmt: skip
_ORDERS = [
    _row(
        "closure-order", "Closure order", "order", f"{ACT_2014}, sections 80 to 82",
        who_may="Magistrates, within 48 hours of the closure notice", longest_months=3,
        longest_extended_months=6, needs_end=True, breach_is="A crime (section 86)",
        in_force_from=FROM_2014,
    ),
    _row(
        "injunction-adult", "Civil injunction (18 and over)", "order", f"{ACT_2014}, section 1",
        who_may=INJUNCTION_BY, lowest_age=18, breach_is=COURT_BREACH, in_force_from=CIVIL_FROM,
    ),
    _row(
        "injunction-youth", "Civil injunction (10 to 17)", "order", f"{ACT_2014}, section 1",
        who_may=INJUNCTION_BY, lowest_age=10, highest_age=17, longest_months=12, needs_end=True,
        source=f"{ACT_2014}, section 1(6)",
        breach_is="A supervision order, or from 14 detention up to 3 months (schedule 2)",
        in_force_from=CIVIL_FROM,
    ),
    *_cbo(
        f"{ACT_2014}, sections 22 to 33 (repealed)",
        in_force_from=FROM_2014,
        in_force_to=CODE_FROM - dt.timedelta(days=1),
    ),
    *_cbo("Sentencing Act 2020, sections 330 to 342", in_force_from=CODE_FROM),
]  # fmt: skip
_TENANCY = [
    _row(
        "possession-notice", "Notice of seeking possession", "tenancy",
        "Housing Act 1985, section 83; Housing Act 1988, section 8", who_may="The landlord",
        binds_from="served", breach_is="A claim for possession may follow",
    ),
    _row(
        "demotion", "Demotion of the tenancy", "tenancy",
        "Housing Act 1985, section 82A; Housing Act 1988, section 6A",
        who_may="The county court, if a social landlord asks",
        breach_is="Possession without proof of a ground",
    ),
    _row(
        "possession", "Possession order, at the court's discretion", "tenancy",
        "Housing Act 1985, schedule 2, ground 2; Housing Act 1988, schedule 2, ground 14",
        who_may="The county court, if the landlord asks", breach_is="Loss of the home",
    ),
    _row(
        "possession-absolute", "Possession order, absolute ground", "tenancy",
        "Housing Act 1985, section 84A; Housing Act 1988, schedule 2, ground 7A",
        who_may="The county court, if the landlord asks and a condition is met",
        breach_is="Loss of the home", in_force_from=FROM_2014,
    ),
]  # fmt: skip
_SENTENCES = [
    _row(
        "licence", "Licence conditions", "sentence", "Criminal Justice Act 2003, section 250",
        who_may="The Secretary of State, on the advice of probation",
        breach_is="Recall to prison (section 254)", needs_end=True,
    ),
    _row(
        "exclusion", "Exclusion requirement", "sentence",
        "Sentencing Act 2020, schedule 9, part 7", who_may="The sentencing court", lowest_age=18,
        longest_months=24, needs_end=True, may_extend=False,
        breach_is="Back to court: stricter terms, a fine or custody", in_force_from=CODE_FROM,
    ),
    _row(
        "curfew", "Curfew requirement", "sentence", "Sentencing Act 2020, schedule 9, part 5",
        who_may="The sentencing court", lowest_age=18, longest_months=12, needs_end=True,
        may_extend=False, breach_is="Back to court: stricter terms, a fine or custody",
        in_force_from=CODE_FROM, in_force_to=CURFEW_FROM - dt.timedelta(days=1),
    ),
    _row(
        "curfew", "Curfew requirement", "sentence", "Sentencing Act 2020, schedule 9, part 5",
        source="Police, Crime, Sentencing and Courts Act 2022, section 150",
        who_may="The sentencing court", lowest_age=18, longest_months=24, needs_end=True,
        may_extend=False, breach_is="Back to court: stricter terms, a fine or custody",
        in_force_from=CURFEW_FROM,
    ),
    _row(
        "tag", "Electronic tag", "sentence",
        "Sentencing Act 2020, schedule 9, part 17; Criminal Justice Act 2003, section 250",
        who_may="The court, or the Secretary of State on licence", needs_end=True,
        breach_is="Back to court, or recall",
    ),
    _row(
        "bail", "Bail conditions", "sentence", "Bail Act 1976, section 3",
        who_may="The court, or the police before charge", lowest_age=10,
        breach_is="Arrest (section 7); not a crime by itself",
    ),
]  # fmt: skip
LADDER: list[dict[str, Any]] = [
    {**row, "position": at}
    for at, row in enumerate((*_WARNINGS, *_NOTICES, *_ORDERS, *_TENANCY, *_SENTENCES), start=1)
]
PATHWAYS = (
    ("accommodation", "Accommodation", False),
    ("ete", "Education, training and employment", False),
    ("health", "Health", True),
    ("mental-health", "Mental health", True),
    ("drugs", "Drugs", True),
    ("alcohol", "Alcohol", True),
    ("finance", "Finance, benefit and debt", False),
    ("family", "Children and families", False),
    ("thinking", "Attitudes, thinking and behaviour", False),
    ("domestic-abuse", "Domestic abuse", False),
    ("sex-work", "Sex work", False),
)
