"""Documents for bulk cases: rows that all name one small file, so that bytes weigh nothing."""

import datetime as dt
import random
from collections.abc import Iterable
from io import BytesIO

from cases.models import CaseEvent, CaseEventKind, Document, DocumentKind, Handling
from files.models import StoredFile
from files.services import add_file, take_in
from home.filling.cases import Made
from home.filling.plan import Plan, at

A_CASE = 3
CONTENT = b"A sheet of Northbridge's rehearsal. It tells of nobody.\n"
TITLES = {
    DocumentKind.LETTER: "Letter about the tenancy",
    DocumentKind.PHOTOGRAPH: "Photograph of the entrance",
    DocumentKind.STATEMENT: "Statement of a neighbour",
    DocumentKind.DIARY: "Log sheets of two weeks",
    DocumentKind.REPORT: "Report of the visit",
}
HANDLING = (Handling.SHARE,) * 8 + (Handling.PANEL, Handling.OWN)


def sample_file() -> StoredFile:
    """The one file that all of them name."""
    file = add_file(take_in(BytesIO(CONTENT), name="sheet.txt"))
    StoredFile.objects.filter(pk=file.pk).update(preview_pages=0)
    return file


def make_documents(plan: Plan, made: Iterable[Made], file: StoredFile) -> None:
    """A few documents for each case, and what the chronology is told of them."""
    rows = [row for each in made for row in _documents(plan, each, file)]
    plan.writer.write_models(rows)
    plan.writer.write_models([_event(document) for document in rows])


def _documents(plan: Plan, made: Made, file: StoredFile) -> Iterable[Document]:
    # Chances of their own, so that nothing else about the case changes with them.
    dice = random.Random(f"documents {plan.seed} {made.number}")
    for _ in range(A_CASE):
        agency, kind = dice.choice(made.agencies), dice.choice(list(TITLES))
        day = made.case.opened_on - dt.timedelta(days=dice.randint(0, 30))
        yield Document(
            case=made.case,
            file=file,
            title=TITLES[kind],
            kind=kind,
            dated_on=day,
            agency=agency,
            handling=dice.choice(HANDLING),
            added_by=plan.staff[agency.pk][0],
            added_at=at(made.case.opened_on, 12),
        )


def _event(document: Document) -> CaseEvent:
    return CaseEvent(
        case=document.case,
        kind=CaseEventKind.DOCUMENT,
        title=f"Document: {document.title}",
        text=document.get_kind_display(),
        agency=document.agency,
        by=document.added_by,
        handling=document.handling,
        url_name="case_documents",
        source=f"document {document.pk}",
        at=document.added_at,
    )
