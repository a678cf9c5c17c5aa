"""The script of the rehearsal: four invented cases, each with something to get right."""

from dataclasses import dataclass, field

STATEMENT = (
    "This is a rehearsal. Everybody in it is invented. In a real meeting: what is said here is "
    "shared under section 115 of the Crime and Disorder Act 1998, is kept to those who need it, "
    "and is not passed on without the agreement of the agency that said it."
)

GUESTS = (
    ("Amara Rehearsal", "present"),
    ("Ben Rehearsal", "present"),
    ("Chidi Rehearsal", "apologies"),
    ("Dilys Rehearsal", ""),
)
"""Who is in the invented room; one has not come and nobody has said why."""


@dataclass(frozen=True)
class Said:
    """What an invented agency says of the person harmed, before the meeting or in it."""

    text: str
    source: str = ""
    is_opinion: bool = False
    handling: str = "share"
    correction: str = ""


@dataclass(frozen=True)
class Scene:
    """One case of the script."""

    category: str
    why: str
    why_text: str
    summary: str
    victim: tuple[str, str]
    alleged: tuple[str, str]
    notes: tuple[tuple[str, bool], ...] = field(default=())
    action: str = ""
    answers: tuple[Said, ...] = field(default=())
    facts: tuple[Said, ...] = field(default=())


SCRIPT = (
    Scene(
        category="noise",
        why="overdue",
        why_text="Practise this: an overdue action. Say what became of it before you move on",
        summary="Music through the wall most nights for three months.",
        victim=("Inventa", "Practice-Wren"),
        alleged=("Fictus", "Practice-Crane"),
        notes=(("Two visits in March; the music was heard once.", False),),
        action="Fit noise monitoring equipment",
        answers=(Said("Known to us since March: two visits.", "Case notes of March"),),
    ),
    Scene(
        category="neighbours",
        why="new",
        why_text="Practise this: fact or opinion, and who may read it",
        summary="Shouting and threats on the stairs; the person harmed lives alone.",
        victim=("Inventa", "Practice-Heron"),
        alleged=("Fictus", "Practice-Stork"),
        notes=(
            ("Three reports in six weeks.", False),
            ("The neighbour may be in a mental health crisis.", True),
        ),
        answers=(
            Said("Five calls since the spring, two at night.", "Call log"),
            Said(
                "She seems afraid to be at home alone.",
                "A visit last week",
                is_opinion=True,
                handling="panel",
            ),
        ),
        facts=(
            Said(
                "A warning was given on the stairs in May.",
                correction="A warning was given at the front door in June.",
            ),
            Said("He means it this time.", is_opinion=True, handling="panel"),
        ),
    ),
    Scene(
        category="communications",
        why="risk_up",
        why_text="Practise this: the risk has risen. Record it, with the reason for the decision",
        summary="Messages every day since the first warning; they now name a school.",
        victim=("Inventa", "Practice-Finch"),
        alleged=("Fictus", "Practice-Rook"),
        notes=(("The messages come from two numbers.", False),),
    ),
    Scene(
        category="littering",
        why="twelve_months",
        why_text="Practise this: closing. Say why, and set no date",
        summary="Rubbish left in a shared garden; none for four months.",
        victim=("Inventa", "Practice-Swift"),
        alleged=("Fictus", "Practice-Jay"),
    ),
)
