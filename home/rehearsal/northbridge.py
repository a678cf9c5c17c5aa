"""Northbridge and its neighbours, as data. Nothing here is real; no code or name is anyone's."""

from typing import Any, NamedTuple

from accounts.models import AgencyKind, Role

PASSWORD = "northbridge rehearsal only"  # noqa: S105
NAME = "Northbridge Safer Communities Partnership"
AREA_CODE = "X09000001"
BOROUGHS = {
    AREA_CODE: "Northbridge",
    "X09000002": "Eastmoor",
    "X09000003": "Westbrook",
    "X09000004": "Southvale",
    "X09000005": "Highfold",
}


class AgencySeed(NamedTuple):
    """An agency of the rehearsal."""

    slug: str
    name: str
    short_name: str
    kind: str
    is_core: bool


AGENCIES = (
    AgencySeed("council", "Northbridge Council", "Council", AgencyKind.COUNCIL, True),
    AgencySeed("police", "Northbridge Police", "Police", AgencyKind.POLICE, True),
    AgencySeed("homes", "Northbridge Homes", "Homes", AgencyKind.HOUSING, True),
    AgencySeed("probation", "Probation Service", "Probation", AgencyKind.PROBATION, True),
    AgencySeed(
        "victim-support", "Victim Support", "Victim Support", AgencyKind.VICTIM_SERVICE, True
    ),
    AgencySeed(
        "mental-health", "Northbridge Mental Health Trust", "Mental health", AgencyKind.HEALTH, True
    ),
    AgencySeed("youth", "Northbridge Youth Service", "Youth service", AgencyKind.YOUTH, True),
    AgencySeed("schools", "Northbridge Schools", "Schools", AgencyKind.EDUCATION, False),
    AgencySeed("elm", "Elm Housing Association", "Elm Housing", AgencyKind.HOUSING, False),
)


class AccountSeed(NamedTuple):
    """An account of the rehearsal; the address is `name@rehearsal.example`."""

    name: str
    given_name: str
    family_name: str
    job_title: str
    agency: str
    role: str


ACCOUNTS = (
    AccountSeed(
        "coordinator", "Carol", "Whitfield", "Panel coordinator", "council", Role.COORDINATOR
    ),
    AccountSeed("cochair.police", "Imran", "Sadiq", "Inspector", "police", Role.CO_CHAIR),
    AccountSeed(
        "cochair.council", "Helen", "Osei", "Head of community safety", "council", Role.CO_CHAIR
    ),
    AccountSeed("officer.housing", "Tom", "Bright", "Housing officer", "homes", Role.OFFICER),
    AccountSeed(
        "victim.worker", "Grace", "Adeyemi", "Project officer", "victim-support", Role.VICTIM_WORKER
    ),
    AccountSeed(
        "victim.manager", "Ines", "Holt", "Team manager", "victim-support", Role.VICTIM_MANAGER
    ),
    AccountSeed(
        "offender.manager", "Paul", "Reeve", "Probation officer", "probation", Role.OFFENDER_MANAGER
    ),
    AccountSeed("analyst", "Mei", "Tan", "Community safety analyst", "council", Role.ANALYST),
    AccountSeed("dpo", "Ruth", "Callan", "Data protection officer", "council", Role.DPO),
    AccountSeed("admin", "Joe", "Marlow", "Systems administrator", "council", Role.ADMINISTRATOR),
    AccountSeed("outsider", "Olive", "Stone", "Housing officer", "elm", Role.OFFICER),
    AccountSeed(
        "officer.police", "Dev", "Kapoor", "Neighbourhood sergeant", "police", Role.OFFICER
    ),
    AccountSeed("officer.health", "Anna", "Pole", "Community nurse", "mental-health", Role.OFFICER),
    AccountSeed("officer.youth", "Lewis", "Grant", "Youth worker", "youth", Role.OFFICER),
)
WARDS = (
    "Abbey Hill",
    "Canal Side",
    "Old Market",
    "Priory",
    "Station",
    "Tannery",
    "Upper Mead",
    "Weaver's Green",
    "Windmill",
)
WARDS_A_ROW = 3
POSTCODES_A_WARD = 24


def ward_code(number: int) -> str:
    """The code of the ward at a position in `WARDS`."""
    return f"X05{number + 1:06d}"


def ward_shapes() -> dict[str, Any]:
    """The wards as GeoJSON: a three-by-three patchwork with crooked seams, in the open sea."""
    features = [
        {
            "type": "Feature",
            "properties": {"WardCode": ward_code(number), "WardName": name},
            "geometry": {"type": "Polygon", "coordinates": [_ring(number)]},
        }
        for number, name in enumerate(WARDS)
    ]
    return {"type": "FeatureCollection", "features": features}


def middle_of(number: int) -> tuple[float, float]:
    """Longitude and latitude of the middle of a ward."""
    corners = _ring(number)[:-1]
    return (
        round(sum(corner[0] for corner in corners) / len(corners), 5),
        round(sum(corner[1] for corner in corners) / len(corners), 5),
    )


def _ring(number: int) -> list[list[float]]:
    row, column = divmod(number, WARDS_A_ROW)
    around = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
    corners = [_corner(x, y) for x, y in around]
    return [*corners, corners[0]]


def _corner(x: int, y: int) -> list[float]:
    """A corner of the patchwork, moved a little so that no border is straight."""
    bend = ((x * 7 + y * 11) % 5 - 2) / 10
    lean = ((x * 5 + y * 3) % 5 - 2) / 12
    return [round(2.5 + (x + bend) * 0.03, 5), round(54.5 + (y + lean) * 0.018, 5)]


def postcodes() -> list[tuple[str, int]]:
    """Each invented postcode with the position of its ward."""
    letters = "ABDEFGHJLN"
    return [
        (f"NB{ward + 1} {number % 9 + 1}{letters[number // 9]}{letters[number % 10]}", ward)
        for ward in range(len(WARDS))
        for number in range(POSTCODES_A_WARD)
    ]


QUESTIONS: tuple[tuple[str, str, tuple[tuple[str, int], ...]], ...] = (
    (
        "frequency",
        "How often does it happen?",
        (("Once or twice", 0), ("Monthly", 3), ("Weekly", 5), ("Most days", 8)),
    ),
    (
        "worsening",
        "Is it happening more often, or getting worse?",
        (("No", 0), ("A little", 3), ("Yes", 6)),
    ),
    ("target", "Is it aimed at this person or household?", (("No", 0), ("Perhaps", 3), ("Yes", 6))),
    (
        "history",
        "Has the alleged perpetrator a history of violence or intimidation?",
        (("Not known", 0), ("Some", 3), ("Yes", 6)),
    ),
    (
        "hate",
        "Is it linked to race, religion, sexual orientation, disability or transgender identity?",
        (("No", 0), ("Perhaps", 4), ("Yes", 8)),
    ),
    (
        "vulnerable",
        "Does anything make this person more vulnerable?",
        (("No", 0), ("Somewhat", 4), ("Very much", 8)),
    ),
    (
        "effect",
        "How does it affect them?",
        (("Not at all", 0), ("A little", 2), ("A lot", 5), ("Extremely", 8)),
    ),
    ("alone", "Have they people to turn to?", (("Yes", 0), ("A few", 2), ("Nobody", 5))),
)
STANDING = "A sample made for Concord: it is not an official form."
BANDS = {"standard": 0, "medium": 16, "high": 32}


def questions() -> list[dict[str, Any]]:
    """The sample matrix as `RiskInstrument.questions` holds it."""
    return [
        {
            "key": key,
            "text": text,
            "answers": [
                {"key": str(number), "text": said, "score": points}
                for number, (said, points) in enumerate(answers)
            ],
        }
        for key, text, answers in QUESTIONS
    ]
