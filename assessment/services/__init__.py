"""Every write of the assessment: bringing sources in, taking and freezing figures."""

from assessment.services.due import SomeFailed
from assessment.services.imports import (
    AlreadyImported,
    import_crime,
    import_recorded_crime,
    survey_source,
)
from assessment.services.published import import_published
from assessment.services.publishing import CannotPublish, publish_run, say_unpublishable
from assessment.services.reports import (
    Unready,
    add_section,
    ask_review,
    change_section,
    drop_section,
    freeze_report,
    give_review,
    missing_of,
    move_figure,
    move_section,
    publish_report,
    sign_section,
    start_report,
)
from assessment.services.returns import import_returns
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
from assessment.services.undoing import (
    AlreadyUndone,
    undo_edition,
    undo_population,
    undo_published,
    undo_returns,
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
    "Unready",
    "add_section",
    "answer_request",
    "ask_review",
    "change_section",
    "confirm_import",
    "discard_import",
    "drop_section",
    "freeze_report",
    "freeze_run",
    "give_review",
    "hold_upload",
    "import_confirmed",
    "import_crime",
    "import_published",
    "import_recorded_crime",
    "import_returns",
    "missing_of",
    "move_figure",
    "move_section",
    "preview_import",
    "publish_report",
    "publish_run",
    "record_download",
    "request_figures",
    "say_unpublishable",
    "sign_section",
    "start_report",
    "survey_source",
    "take_due_figures",
    "take_figures",
    "take_requested_figures",
    "undo_edition",
    "undo_population",
    "undo_published",
    "undo_returns",
    "verify_run",
]
