"""Every write of the assessment: bringing sources in, taking and freezing figures."""

from assessment.services.imports import (
    AlreadyImported,
    confirm_import,
    discard_import,
    hold_upload,
    import_recorded_crime,
    preview_import,
    survey_source,
)
from assessment.services.runs import (
    answer_request,
    freeze_run,
    record_download,
    request_figures,
    take_due_figures,
    take_figures,
    verify_run,
)

__all__ = [
    "AlreadyImported",
    "answer_request",
    "confirm_import",
    "discard_import",
    "freeze_run",
    "hold_upload",
    "import_recorded_crime",
    "preview_import",
    "record_download",
    "request_figures",
    "survey_source",
    "take_due_figures",
    "take_figures",
    "verify_run",
]
