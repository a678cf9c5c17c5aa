"""The annual summary as files, the same numbers in all: CSV, Excel and JSON with one row a figure,
PDF and Word as a paper."""

from assessment.annual import annual_paper
from assessment.figures.definitions import definitions
from assessment.models import FigureRun
from assessment.public import Guard, read
from assessment.readers.returns import HEADINGS
from assessment.returns import Service
from assessment.summary import HEADER, table
from ui.downloads import Sheet, csv_response, xlsx_bytes
from ui.papers import pdf_bytes, word_bytes


def summary_csv(run: FigureRun, guard: Guard | None = None) -> bytes:
    """The summary as CSV."""
    rows = table(read(run, guard).summary.rows())
    response = csv_response(file_name(run, "csv"), HEADER, rows)
    return response.getvalue()


def summary_xlsx(run: FigureRun, guard: Guard | None = None) -> bytes:
    """The summary as an Excel workbook, with where it comes from and what each figure means."""
    reading = read(run, guard)
    figures = Sheet(
        f"{run.period.slug} {run.area.name}"[:31], HEADER, table(reading.summary.rows())
    )
    state = f"Frozen {run.frozen_at:%-d %B %Y}" if run.frozen_at else "Draft"
    provenance = Sheet(
        "Provenance",
        ("What", "Value"),
        [
            ("Area", run.area.name),
            ("Period", str(run.period)),
            ("State", state),
            ("Taken", f"{run.taken_at:%-d %B %Y}"),
            ("Digest", reading.digest),
            *(("Note", note) for note in reading.notes),
        ],
    )
    meanings = [(f"{code} ({name})", meaning) for code, name, meaning in definitions()]
    return xlsx_bytes([figures, provenance], definitions=meanings)


def summary_pdf(run: FigureRun, guard: Guard | None = None) -> bytes:
    """The summary as an accessible PDF."""
    return pdf_bytes(annual_paper(run, guard))


def summary_docx(run: FigureRun, guard: Guard | None = None) -> bytes:
    """The summary as a Word document, for officers to go on writing."""
    return word_bytes(annual_paper(run, guard))


def blank_return_xlsx(service: Service) -> bytes:
    """A return to fill in, with what each number means."""
    meanings = [(asked.name, asked.meaning) for asked in service.asked]
    return xlsx_bytes([Sheet("Return", HEADINGS, _blank(service))], definitions=meanings)


def blank_return_csv(service: Service) -> bytes:
    """The same as CSV."""
    return csv_response("return.csv", HEADINGS, _blank(service)).getvalue()


def _blank(service: Service) -> list[list[object]]:
    given = [
        {"Service": service.name, "Measure": asked.name, "Unit": asked.unit}
        for asked in service.asked
    ]
    return [[row.get(heading, "") for heading in HEADINGS] for row in given]


def file_name(run: FigureRun, ending: str, *, is_public: bool = False) -> str:
    """What the file is called where it lands."""
    state = "-public" if is_public else "" if run.is_frozen else "-draft"
    return f"summary-{run.period.slug}-{run.area.slug}{state}.{ending}"
