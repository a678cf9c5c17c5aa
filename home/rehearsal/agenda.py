"""The meeting being prepared in Northbridge: agencies asked, some of them answered."""

from accounts.models import User
from cases.models import Handling
from home.rehearsal.base import account
from panels.models import InformationAnswer, Knows, Meeting
from panels.services import answer_information, ask_information, comment_on_agenda

ANSWERS = (
    (Knows.NOT_KNOWN, "", "", False),
    (Knows.SUMMARY, "Three calls to the flat since June, all about noise.", "Call log", False),
    (Knows.WILL_SPEAK, "", "", False),
    (Knows.SUMMARY, "Seems to have nobody to turn to.", "A visit on Monday", True),
    (Knows.WILL_NOT_SHARE, "An investigation is open. The sergeant will call you.", "", False),
)
ANSWERED_BY = ("officer.police", "officer.youth")


def prepare_meeting(meeting: Meeting) -> None:
    """Ask every invited agency about everybody on the agenda; police and youth service answer."""
    ask_information(meeting, by=account("coordinator"))
    for name in ANSWERED_BY:
        _answer(meeting, account(name))
    text = "Could we hear the two in Priory ward one after the other?"
    comment_on_agenda(meeting, by=account("cochair.council"), text=text)


def _answer(meeting: Meeting, by: User) -> None:
    rows = InformationAnswer.objects.to_give(by).filter(asked__meeting=meeting)
    rows = rows.select_related("asked__meeting", "agency", "party__case")
    for number, row in enumerate(rows.order_by("pk")):
        knows, text, source, is_opinion = ANSWERS[number % len(ANSWERS)]
        answer_information(
            row,
            by=by,
            version=row.version,
            knows=knows,
            text=text,
            source=source,
            is_opinion=is_opinion,
            handling=Handling.PANEL if is_opinion else Handling.SHARE,
        )
