"""Every write about offender management."""

from offenders.services.breaches import decide_breach, record_breach
from offenders.services.custody import (
    add_release_contact,
    change_custody,
    record_custody,
    tell_release_contact,
)
from offenders.services.imports import (
    AlreadyImported,
    NotConfirmable,
    OffencePreview,
    confirm_offences,
    discard_offences,
    hold_offences,
    import_confirmed_offences,
    preview_offences,
    undo_offences,
)
from offenders.services.nominals import (
    AgeNotKnown,
    AlreadyNominated,
    BeforeJoining,
    NotAlleged,
    UnderAge,
    deselect_offender,
    nominate_offender,
    reject_nomination,
    select_offender,
    set_rag,
)
from offenders.services.offences import change_offence, record_offence
from offenders.services.order_warnings import warn_of_expiry
from offenders.services.orders import (
    add_term,
    check_order,
    end_order,
    end_term,
    extend_order,
    lay_ladder,
    record_made_order,
    review_order,
    serve_order,
)
from offenders.services.pathways import (
    lay_pathways,
    move_pathway_referral,
    rate_needs,
    refer_to_pathway,
)
from offenders.services.plans import change_management, give_information, record_score
from offenders.services.release_warnings import warn_of_release
from offenders.services.trail import InTheFuture
from offenders.services.visits import (
    alert_overdue_check_ins,
    begin_visit,
    cancel_visit,
    check_in,
    plan_visit,
)

__all__ = [
    "AgeNotKnown",
    "AlreadyImported",
    "AlreadyNominated",
    "BeforeJoining",
    "InTheFuture",
    "NotAlleged",
    "NotConfirmable",
    "OffencePreview",
    "UnderAge",
    "add_release_contact",
    "add_term",
    "alert_overdue_check_ins",
    "begin_visit",
    "cancel_visit",
    "change_custody",
    "change_management",
    "change_offence",
    "check_in",
    "check_order",
    "confirm_offences",
    "decide_breach",
    "deselect_offender",
    "discard_offences",
    "end_order",
    "end_term",
    "extend_order",
    "give_information",
    "hold_offences",
    "import_confirmed_offences",
    "lay_ladder",
    "lay_pathways",
    "move_pathway_referral",
    "nominate_offender",
    "plan_visit",
    "preview_offences",
    "rate_needs",
    "record_breach",
    "record_custody",
    "record_made_order",
    "record_offence",
    "record_score",
    "refer_to_pathway",
    "reject_nomination",
    "review_order",
    "select_offender",
    "serve_order",
    "set_rag",
    "tell_release_contact",
    "undo_offences",
    "warn_of_expiry",
    "warn_of_release",
]
