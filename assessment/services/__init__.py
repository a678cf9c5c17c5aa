"""Every write of the assessment: bringing sources in, taking and freezing figures."""

from assessment.services.due import SomeFailed
from assessment.services.imports import AlreadyImported, import_recorded_crime, survey_source
from assessment.services.publishing import CannotPublish, publish_run, say_unpublishable
from assessment.services.returns import AlreadyUndone, import_returns, undo_returns
from assessment.services.runs import (
    answer_request,
    freeze_run,
    record_download,
    request_figures,
    take_due_figures,
    take_figures,
    take_requested_figures,
    verify_run,
)
from assessment.services.uploads import (
    AlreadyConfirmed,
    confirm_import,
    discard_import,
    hold_upload,
    import_confirmed,
    preview_import,
)

__all__ = [
    "AlreadyConfirmed",
    "AlreadyImported",
    "AlreadyUndone",
    "CannotPublish",
    "SomeFailed",
    "answer_request",
    "confirm_import",
    "discard_import",
    "freeze_run",
    "hold_upload",
    "import_confirmed",
    "import_recorded_crime",
    "import_returns",
    "preview_import",
    "publish_run",
    "record_download",
    "request_figures",
    "say_unpublishable",
    "survey_source",
    "take_due_figures",
    "take_figures",
    "take_requested_figures",
    "undo_returns",
    "verify_run",
]
