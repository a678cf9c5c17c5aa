"""Documents in the rehearsal: a letter with its newer version, a photograph, log sheets, and one
that only its agency may read. The people in them are invented."""

import datetime as dt
from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw

from cases.models import Case, DocumentKind, Handling, Referral, ReferralStatus
from cases.services import attach_to_referral, file_document, replace_document, withdraw_document
from files.services import draw_due_previews
from home.rehearsal.base import account, agency

DIARY = """When,What I heard,How long
1 November 2026 11.40pm,Bass through the wall,Two hours
3 November 2026 1am,Shouting and banging doors,Forty minutes
7 November 2026 midnight,Music and people on the stairs,Until four
"""
LETTER = (
    "Northbridge Homes",
    "",
    "Dear tenant,",
    "",
    "we have had reports of loud music from your home at night.",
    "Please keep the noise down between 11pm and 7am.",
    "If it goes on, we may ask for an injunction.",
    "",
    "Tom Bright, Housing officer",
)
SECOND = (*LETTER[:5], "This is our second letter.", *LETTER[5:])


def file_documents(today: dt.date) -> None:
    """Something on the *Documents* tab of the newest case of Northbridge Homes that the police see
    too, and an attachment to the referral that waits."""
    homes, police = agency("homes"), agency("police")
    cases = Case.objects.open().filter(
        shares__agency=police, lead_agency=homes, shares__ended_at=None
    )
    case = cases.order_by("-opened_on", "-pk").first()
    if case is not None:
        _fill_tab(case, today)
    waiting = Referral.objects.filter(status=ReferralStatus.SENT, agency=homes).first()
    if waiting is not None:
        attach_to_referral(
            waiting,
            by=account("officer.housing"),
            content=DIARY.encode(),
            name="log sheets.csv",
            title="Log sheets of November",
            kind=DocumentKind.DIARY,
            route="escalation",
        )
    draw_due_previews()


def _fill_tab(case: Case, today: dt.date) -> None:
    ours = partial(file_document, case, by=account("officer.housing"), agency=agency("homes"))
    ours(
        content=a_photograph(),
        name="IMG_0042.jpg",
        title="The door after the night of the third",
        kind=DocumentKind.PHOTOGRAPH,
        dated_on=today - dt.timedelta(days=12),
        source="The tenant below",
    )
    ours(
        content=b"Our own assessment of the tenancy, for our legal team.\n",
        name="assessment.txt",
        title="Assessment for our legal team",
        kind=DocumentKind.REPORT,
        handling=Handling.OWN,
    )
    letter = ours(
        content=a_letter(LETTER),
        name="letter.pdf",
        title="Letter to the tenant",
        kind=DocumentKind.LETTER,
        dated_on=today - dt.timedelta(days=20),
    )
    replace_document(
        letter,
        by=account("officer.housing"),
        version=letter.version,
        content=a_letter(SECOND),
        name="second letter.pdf",
        dated_on=today - dt.timedelta(days=6),
    )
    _withdraw_one(case)


def _withdraw_one(case: Case) -> None:
    sergeant = account("officer.police")
    stray = file_document(
        case,
        by=sergeant,
        agency=agency("police"),
        content=b"Statement, taken at the station.\n",
        name="statement.txt",
        title="Statement of a witness",
        kind=DocumentKind.STATEMENT,
        handling=Handling.PANEL,
    )
    reason = "It belongs to another matter"
    withdraw_document(stray, by=sergeant, version=stray.version, reason=reason)


def a_photograph() -> bytes:
    """A door, drawn: no photograph of anybody's home."""
    picture = Image.new("RGB", (1200, 900), "#8a8f93")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((420, 120, 780, 860), fill="#3b5f7a", outline="#1d2f3d", width=8)
    draw.ellipse((730, 480, 760, 510), fill="#d8c27a")
    draw.line((480, 640, 560, 700, 520, 780), fill="#1d1d1d", width=6)
    written = BytesIO()
    picture.save(written, format="JPEG", quality=80)
    return written.getvalue()


def a_letter(lines: tuple[str, ...]) -> bytes:
    """A PDF of one page with these lines."""
    text = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 13 Tf 18 TL 70 760 Td {text} ET".encode("ascii")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    written, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(written))
    )
