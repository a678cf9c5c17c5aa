"""Sources of figures, and figures taken from them."""

from assessment.models.publication import Publication
from assessment.models.published import PublishedFile, PublishedNumber
from assessment.models.report import Report, ReportReview, ReportSection
from assessment.models.returns import PartnerReturn, ReturnFile
from assessment.models.runs import CountedRows, FigureRequest, FigureRun, Observation, RunStatus
from assessment.models.sources import Category, Edition, PendingImport, RecordedCrime, SourceKind

__all__ = [
    "Category",
    "CountedRows",
    "Edition",
    "FigureRequest",
    "FigureRun",
    "Observation",
    "PartnerReturn",
    "PendingImport",
    "Publication",
    "PublishedFile",
    "PublishedNumber",
    "RecordedCrime",
    "Report",
    "ReportReview",
    "ReportSection",
    "ReturnFile",
    "RunStatus",
    "SourceKind",
]
