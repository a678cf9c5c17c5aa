"""Every address of the project: how it is made, and what each person gets there.

404: not yours to see. 403: yours to see, not to do; or a room whose existence is no secret.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.access.scene import Scene

COORDINATOR = frozenset({"coordinator"})
CO_CHAIRS = frozenset({"cochair_police", "cochair_council"})
OVERSEERS = COORDINATOR | CO_CHAIRS
OFFICER = frozenset({"officer"})
PARTNER = frozenset({"partner"})
OUTSIDER = frozenset({"outsider"})
VICTIM_WORKER = frozenset({"victim_worker"})
OFFENDER_MANAGER = frozenset({"offender_manager"})
ANALYST = frozenset({"analyst"})
DPO = frozenset({"dpo"})
ADMINISTRATOR = frozenset({"administrator"})
CASEWORK = OVERSEERS | OFFICER | PARTNER | OUTSIDER | VICTIM_WORKER | OFFENDER_MANAGER
STAFF = CASEWORK | ANALYST | DPO | ADMINISTRATOR
PEOPLE = ("anonymous", *sorted(STAFF), "leaver")
IN_FULL = OVERSEERS | OFFICER | OFFENDER_MANAGER
IN_SUMMARY = PARTNER | VICTIM_WORKER
OF_THE_COUNCIL = frozenset({"coordinator", "cochair_council", "analyst", "dpo", "administrator"})
REPORTERS = ANALYST | PARTNER
REVIEWER = frozenset({"cochair_police"})
PANEL_MEMBERS = OVERSEERS | OFFICER | VICTIM_WORKER
INVITED = PANEL_MEMBERS | PARTNER | OFFENDER_MANAGER

Address = Callable[[Scene], str]


@dataclass(frozen=True)
class Row:
    """How an address is made, what each person gets, and the method that gets it."""

    address: Address
    statuses: dict[str, int]
    method: str = "GET"


def doors(ok: Iterable[str], refused: Iterable[str] = (), *, ok_is: int = 200) -> dict[str, int]:
    """`ok` get in, `refused` get 403, anybody else with a desk 404; the leaver is told so."""
    return {
        "anonymous": 302,
        "leaver": 403,
        **dict.fromkeys(STAFF, 404),
        **dict.fromkeys(refused, 403),
        **dict.fromkeys(ok, ok_is),
    }


def room(name: str, ok: Iterable[str]) -> Row:
    """A page about nothing in particular: 403 to those without the role for it."""
    return Row(lambda scene: reverse(name), doors(ok, STAFF))


def kept_list(shown: str, added: str, changed: str, entry: str) -> dict[str, Row]:
    """The three pages of a list that the partnership keeps."""
    keepers = COORDINATOR | ADMINISTRATOR
    return {
        shown: room(shown, keepers),
        added: room(added, keepers),
        changed: page(changed, keepers, STAFF, pk=entry),
    }


def page(
    name: str, ok: Iterable[str], refused: Iterable[str] = (), ok_is: int = 200, **keys: str
) -> Row:
    """A page about one thing of the scene: `keys` are the places of its keys in the scene."""
    return Row(_maker(name, keys), doors(ok, refused, ok_is=ok_is))


def act(
    name: str, ok: Iterable[str], refused: Iterable[str] = (), ok_is: int = 302, **keys: str
) -> Row:
    """An address that only takes POST."""
    return Row(_maker(name, keys), doors(ok, refused, ok_is=ok_is), method="POST")


def open_to_all(name: str, keys: dict[str, str] | None = None, **statuses: int) -> Row:
    """A page in front of the door."""
    return Row(_maker(name, keys or {}), {**dict.fromkeys(PEOPLE, 200), **statuses})


def library(name: str, **statuses: int) -> Row:
    """A page of the sign-in library, behind the door unless said otherwise."""
    return Row(lambda scene: reverse(name), {**doors(STAFF), **statuses})


def _maker(name: str, keys: dict[str, str]) -> Address:
    def address(scene: Scene) -> str:
        return reverse(name, kwargs={key: _value(scene, path) for key, path in keys.items()})

    return address


def _value(scene: Scene, path: str) -> Any:
    """`case.reference` of the scene; a word with no dot in it, or after `=`, stands for itself."""
    if path.startswith("="):
        return path[1:]
    thing: Any = scene
    if "." not in path:
        return path
    for step in path.split("."):
        thing = getattr(thing, step)
    return thing


def case_page(
    name: str, ok: Iterable[str] = IN_FULL, refused: Iterable[str] | None = None, **keys: str
) -> Row:
    """A page about the case of the scene; those who see only its summary are refused."""
    refused = (IN_FULL | IN_SUMMARY) if refused is None else refused
    return page(name, ok, refused, reference="case.reference", **keys)


def closed(name: str, ok: Iterable[str]) -> Row:
    """A page about a case that the panel has closed without a record."""
    return page(name, ok, IN_FULL | PARTNER, reference="closed.reference")


def matrix_page(name: str, ok: Iterable[str] = ADMINISTRATOR, **keys: str) -> Row:
    """A page about the draft of a risk matrix."""
    return page(name, ok, STAFF, pk="drafted.pk", **keys)


def template_page(
    name: str, ok: Iterable[str] = ADMINISTRATOR, pk: str = "drafted_template.pk"
) -> Row:
    """A page about a letter template, a draft unless said otherwise."""
    return page(name, ok, STAFF, pk=pk)


def sent(name: str, ok: Iterable[str]) -> Row:
    """A page about a referral that waits for its answer."""
    return page(name, ok, OVERSEERS | OFFICER, reference="waiting.reference")


def prepare(name: str, **keys: str) -> Row:
    """A page for those who prepare a meeting."""
    return page(name, OVERSEERS, PANEL_MEMBERS, reference="planned.reference", **keys)


def change_agenda(name: str, ok: Iterable[str] = OVERSEERS, ok_is: int = 302, **keys: str) -> Row:
    """A change of a meeting's agenda."""
    return act(name, ok, PANEL_MEMBERS, ok_is, reference="planned.reference", **keys)


def screen(name: str, ok_is: int = 200, **keys: str) -> Row:
    """A page of the screen of a meeting that is on."""
    return page(name, OVERSEERS, INVITED, ok_is, reference="held.reference", **keys)


def screen_part(name: str, **keys: str) -> Row:
    """A form of the screen: it takes POST, and a GET leads to the screen it is on."""
    return screen(name, ok_is=302, pk="held_item.pk", **keys)


def screen_act(name: str, ok: Iterable[str], **keys: str) -> Row:
    """A change that only takes POST, at a meeting that is on."""
    return act(name, ok, INVITED, reference="held.reference", **keys)


def panel_page(name: str, **keys: str) -> Row:
    """A page about a panel: its coordinator's and the administrator's."""
    return page(name, COORDINATOR | ADMINISTRATOR, CO_CHAIRS, slug="panel.slug", **keys)


def support(name: str, ok_is: int = 200, **keys: str) -> Row:
    """A page about support for a victim: the victim worker's and nobody else's."""
    return page(name, VICTIM_WORKER, (), ok_is, reference="support.reference", **keys)


def section(name: str, ok: Iterable[str], method: str = "GET") -> Row:
    """A page about a section of a report that is being written; a change leads back to it."""
    address = _maker(name, {"pk": "report_part.report.pk", "section_pk": "report_part.pk"})
    ok_is = 302 if method == "POST" else 200
    return Row(address, doors(ok, REPORTERS | REVIEWER, ok_is=ok_is), method=method)


def of_service(name: str, **keys: str) -> Row:
    """A page of the victim service: its workers' and nobody else's."""
    return page(name, VICTIM_WORKER, **keys)


def managers(name: str, **keys: str) -> Row:
    """A page of the managers of a victim service: its workers are refused. That a manager gets in
    is tried in tests/victims/test_managers.py."""
    return page(name, (), VICTIM_WORKER, **keys)


def helped(name: str, **keys: str) -> Row:
    """A page about one intervention."""
    return support(name, pk="intervention.pk", **keys)


def cohort(name: str, reference: str = "selected.reference", **keys: str) -> Row:
    """A page about a nominal."""
    return page(name, OVERSEERS | OFFENDER_MANAGER, reference=reference, **keys)


def bound(name: str, **keys: str) -> Row:
    """A page about an order: theirs who see its case in full."""
    return page(name, IN_FULL, reference="order.reference", **keys)


def case_review(
    name: str,
    ok: Iterable[str] = OVERSEERS,
    refused: Iterable[str] = OFFICER | OFFENDER_MANAGER,
    **keys: str,
) -> Row:
    """A page about an application for a case review: mostly whoever runs it."""
    return page(name, ok, refused, reference="review.reference", **keys)


def write_strategy(name: str, **keys: str) -> Row:
    """A page for whoever keeps the strategy."""
    return page(name, COORDINATOR | ANALYST, STAFF, **keys)


def summary(name: str, ok: Iterable[str] = STAFF, refused: Iterable[str] = (), **keys: str) -> Row:
    """A page about one year's figures of the partnership's own area."""
    return page(name, ok, refused, year="2016-17", area="northbridge", **keys)


ACCOUNTS = {
    "stay": act("stay", STAFF, ok_is=204),
    "keep_form": act("keep_form", STAFF, ok_is=400),
    "list_people": room("list_people", ADMINISTRATOR),
    "add_person": room("add_person", ADMINISTRATOR),
    "end_person": page("end_person", ADMINISTRATOR, pk="membership.pk"),
    "list_agencies": room("list_agencies", ADMINISTRATOR),
    "add_agency": room("add_agency", ADMINISTRATOR),
    "succeed_agency": page("succeed_agency", ADMINISTRATOR, slug="cast.health.slug"),
}
AWAY = dict.fromkeys(("leaver", *STAFF), 302)
NOBODYS = dict.fromkeys(STAFF, 404)
REDIRECTED = dict.fromkeys(STAFF, 302)
ALLAUTH = {
    "account_login": open_to_all("account_login", **AWAY),
    "account_logout": library("account_logout", leaver=200),
    "account_inactive": open_to_all("account_inactive"),
    "account_signup": open_to_all("account_signup", **AWAY),
    "account_reauthenticate": library("account_reauthenticate"),
    "account_email": library("account_email", leaver=404, **NOBODYS),
    "account_email_verification_sent": open_to_all("account_email_verification_sent"),
    "account_confirm_email": open_to_all("account_confirm_email", {"key": "nobodys"}),
    "account_change_password": library("account_change_password"),
    "account_set_password": library("account_set_password", **REDIRECTED),
    "account_reset_password": open_to_all("account_reset_password"),
    "account_reset_password_done": open_to_all("account_reset_password_done"),
    "account_reset_password_from_key": open_to_all(
        "account_reset_password_from_key", {"uidb36": "1", "key": "no-key"}
    ),
    "account_reset_password_from_key_done": open_to_all("account_reset_password_from_key_done"),
    "account_confirm_login_code": open_to_all("account_confirm_login_code", anonymous=302, **AWAY),
    "mfa_index": library("mfa_index"),
    "mfa_authenticate": open_to_all("mfa_authenticate", anonymous=302, **AWAY),
    "mfa_reauthenticate": library("mfa_reauthenticate", **REDIRECTED),
    "mfa_activate_totp": library("mfa_activate_totp", **REDIRECTED),
    "mfa_deactivate_totp": library("mfa_deactivate_totp", **NOBODYS),
    "mfa_view_recovery_codes": library("mfa_view_recovery_codes", **NOBODYS),
    "mfa_generate_recovery_codes": library("mfa_generate_recovery_codes", **REDIRECTED),
    "mfa_download_recovery_codes": library("mfa_download_recovery_codes", **NOBODYS),
}
HOME = {
    "my_work": page("my_work", STAFF),
    "search": room("search", CASEWORK),
    "administration": room("administration", COORDINATOR | ADMINISTRATOR),
    "help": open_to_all("help"),
    "accessibility": open_to_all("accessibility"),
    "health": open_to_all("health"),
}
REFERRALS = {
    "list_referrals": room("list_referrals", CASEWORK),
    "start_referral": room("start_referral", CASEWORK),
    "referral": page("referral", OVERSEERS | OFFICER, reference="waiting.reference"),
    "check_referral": page("check_referral", OFFICER, reference="draft.reference"),
    "send_referral": act("send_referral", OFFICER, reference="draft.reference"),
    "accept_referral": sent("accept_referral", COORDINATOR),
    "return_referral": sent("return_referral", COORDINATOR),
    "decline_referral": sent("decline_referral", COORDINATOR),
    "match_referral": sent("match_referral", COORDINATOR),
    "answer_questions": page(
        "answer_questions", OFFICER, OVERSEERS, reference="returned.reference"
    ),
    "referral_section": page(
        "referral_section", OFFICER, reference="draft.reference", section="why"
    ),
}
RISK_AND_CLOSURE = {
    "case_risk": case_page("case_risk"),
    "assess_risk": case_page("assess_risk"),
    "answer_risk": case_page("answer_risk", pk="instrument.pk"),
    "judge_risk": case_page("judge_risk"),
    "review_case": case_page("review_case"),
    "close_case": case_page("close_case", OVERSEERS),
    "record_closure": closed("record_closure", IN_FULL),
    "check_closed_case": closed("check_closed_case", OVERSEERS | OFFICER),
    "leave_closed": closed("leave_closed", OVERSEERS),
    "list_instruments": room("list_instruments", COORDINATOR | ADMINISTRATOR),
    "start_instrument": room("start_instrument", ADMINISTRATOR),
    "instrument": matrix_page("instrument", COORDINATOR | ADMINISTRATOR),
    "draft_instrument": act("draft_instrument", ADMINISTRATOR, STAFF, pk="drafted.pk"),
    "change_instrument": matrix_page("change_instrument"),
    "change_bands": matrix_page("change_bands"),
    "change_suggestions": matrix_page("change_suggestions"),
    "add_question": matrix_page("add_question"),
    "change_question": matrix_page("change_question", key="often"),
    "remove_question": act("remove_question", ADMINISTRATOR, STAFF, pk="drafted.pk", key="often"),
    "publish_instrument": matrix_page("publish_instrument"),
    "withdraw_instrument": matrix_page("withdraw_instrument"),
}
KEEPERS = COORDINATOR | ADMINISTRATOR
ACTIONS = {
    "download_referrals": room("download_referrals", CASEWORK),
    "download_actions": room("download_actions", CASEWORK),
    "bulk_actions": Row(
        lambda scene: f"{reverse('bulk_actions', args=['due'])}?pick={scene.action.pk}",
        {
            **doors(IN_FULL, STAFF),
            **dict.fromkeys(CASEWORK - IN_FULL, 302),
        },
    ),
    "bulk_cases": Row(
        lambda scene: f"{reverse('bulk_cases', args=['review'])}?pick={scene.case.pk}",
        {
            **doors(IN_FULL | IN_SUMMARY, STAFF),
            **dict.fromkeys(OUTSIDER, 302),
        },
    ),
    "bulk_referrals": Row(
        lambda scene: f"{reverse('bulk_referrals', args=['acknowledge'])}?pick={scene.waiting.pk}",
        doors(COORDINATOR, STAFF),
    ),
    "change_due_date": page(
        "change_due_date", OVERSEERS | OFFICER, OFFENDER_MANAGER, pk="action.pk"
    ),
    "hand_over_action": page(
        "hand_over_action", OVERSEERS | OFFICER, OFFENDER_MANAGER, pk="action.pk"
    ),
    "list_views": room("list_views", CASEWORK),
    "save_view": Row(
        lambda scene: f"{reverse('save_view', args=['actions'])}?whose=mine",
        doors(CASEWORK, STAFF),
    ),
    "delete_view": act("delete_view", OFFICER, pk="view.pk"),
    "list_holders": room("list_holders", KEEPERS),
    "list_managers": room("list_managers", KEEPERS),
    "choose_manager": page("choose_manager", KEEPERS, STAFF, slug="cast.housing.slug"),
    "hand_over_work": page(
        "hand_over_work", KEEPERS, STAFF, pk="cast.officer.pk", slug="cast.housing.slug"
    ),
}
CHRONOLOGY = {
    "print_chronology": case_page("print_chronology"),
    "download_chronology": case_page("download_chronology"),
    "note": page(
        "note",
        OVERSEERS | OFFICER,
        PARTNER | VICTIM_WORKER,
        reference="case.reference",
        pk="note.pk",
    ),
    "correct_note": page(
        "correct_note",
        OFFICER,
        OVERSEERS | PARTNER | VICTIM_WORKER,
        reference="case.reference",
        pk="note.pk",
    ),
}
DOCUMENTS = {
    "case_documents": case_page("case_documents"),
    "add_document": case_page("add_document"),
    "name_documents": Row(
        lambda scene: f"{reverse('name_documents')}?pick={scene.document.pk}",
        {**doors(OVERSEERS | OFFICER, STAFF), **dict.fromkeys(CASEWORK - OVERSEERS - OFFICER, 404)},
    ),
    "document": page("document", IN_FULL, pk="document.pk"),
    "download_document": page("download_document", IN_FULL, pk="document.pk"),
    "preview_document": page("preview_document", IN_FULL, pk="document.pk", page="1"),
    "change_document": page(
        "change_document", OVERSEERS | OFFICER, OFFENDER_MANAGER, pk="document.pk"
    ),
    "replace_document": page(
        "replace_document", OVERSEERS | OFFICER, OFFENDER_MANAGER, pk="document.pk"
    ),
    "withdraw_document": page(
        "withdraw_document", OVERSEERS | OFFICER, OFFENDER_MANAGER, pk="document.pk"
    ),
    "referral_documents": page(
        "referral_documents", OVERSEERS | OFFICER, reference="waiting.reference"
    ),
}
SETTINGS = {
    "list_settings": room("list_settings", COORDINATOR | ADMINISTRATOR),
    "change_setting": page(
        "change_setting", COORDINATOR | ADMINISTRATOR, STAFF, key="referral_repeat_months"
    ),
    **kept_list("list_need_domains", "add_need_domain", "change_need_domain", "domain.pk"),
    **kept_list("list_pathways", "add_pathway", "change_pathway", "pathway.pk"),
}
CASES = {
    "list_cases": room("list_cases", CASEWORK),
    "download_cases": room("download_cases", CASEWORK),
    "case": case_page("case", IN_FULL | IN_SUMMARY),
    "case_chronology": case_page("case_chronology"),
    "case_people": case_page("case_people"),
    "case_actions": case_page("case_actions", IN_FULL | IN_SUMMARY),
    "add_action": case_page("add_action"),
    "add_note": case_page("add_note"),
    "add_incident": case_page("add_incident"),
    "change_consent": case_page("change_consent"),
    "set_review": case_page("set_review"),
    "monitor_case": case_page("monitor_case", OVERSEERS),
    "reopen_case": case_page("reopen_case", OVERSEERS),
    "case_sharing": case_page("case_sharing"),
    "share_case": case_page("share_case", OVERSEERS),
    "restrict_case": case_page("restrict_case", OVERSEERS),
    "lift_restriction": case_page("lift_restriction", set()),
    "stop_sharing_case": case_page("stop_sharing_case", OVERSEERS, pk="share.pk"),
    "break_glass": page("break_glass", OVERSEERS),
    "incident": page("incident", IN_FULL, pk="match.first_id"),
    "list_actions": room("list_actions", CASEWORK),
    "action": page("action", IN_FULL, pk="action.pk"),
    "person": page("person", IN_FULL, reference="person.reference"),
}
LINKS = {
    "case_links": case_page("case_links"),
    "link_cases": case_page("link_cases"),
    "accept_suggested_link": act(
        "accept_suggested_link",
        IN_FULL,
        IN_SUMMARY,
        reference="case.reference",
        other="mirrored.reference",
    ),
    "dismiss_suggested_link": case_page("dismiss_suggested_link", other="mirrored.reference"),
    "end_link": case_page("end_link", pk="link.pk"),
    "choose_merge": case_page("choose_merge", COORDINATOR),
    "merge_case": case_page("merge_case", COORDINATOR, into="linked.reference"),
    "undo_merge": page("undo_merge", COORDINATOR, IN_FULL, reference="part.reference"),
    "list_matches": room("list_matches", CASEWORK),
    "join_incidents": page("join_incidents", IN_FULL, pk="match.pk"),
    "keep_incidents_apart": page("keep_incidents_apart", IN_FULL, pk="match.pk"),
    "list_repeats": room("list_repeats", CASEWORK),
    "count_repeats": act("count_repeats", OVERSEERS, STAFF),
    "repeat": page("repeat", IN_FULL, pk="repeat.pk"),
    "take_up_repeat": page("take_up_repeat", OVERSEERS, IN_FULL, pk="repeat.pk"),
    "dismiss_repeat": page("dismiss_repeat", OVERSEERS, IN_FULL, pk="repeat.pk"),
}
VICTIMS = {
    "list_victims": page("list_victims", VICTIM_WORKER),
    "victim": support("victim"),
    "take_support": act("take_support", VICTIM_WORKER, reference="support.reference"),
    "join_case": page("join_case", (), VICTIM_WORKER, reference="support.reference"),
    "record_consent": support("record_consent"),
    "record_contact": support("record_contact"),
    "safe_contact": support("safe_contact"),
    "change_safe_contact": support("change_safe_contact", ok_is=302),
    "add_goal": support("add_goal"),
    "reach_goal": support("reach_goal", pk="goal.pk"),
    "close_support": support("close_support"),
    "decline_support": support("decline_support"),
    "record_survey": support("record_survey"),
    "refer_outside": of_service("refer_outside"),
    "todays_calls": of_service("todays_calls"),
    "plan_contact": support("plan_contact"),
    "cancel_planned": act(
        "cancel_planned", VICTIM_WORKER, reference="support.reference", pk="planned_call.pk"
    ),
    "decide_tries": support("decide_tries"),
    "name_reader": support("name_reader"),
    "needs": support("needs"),
    "assess_needs": support("assess_needs"),
    "list_interventions": support("list_interventions"),
    "propose_intervention": support("propose_intervention"),
    "intervention": helped("intervention"),
    "record_side": helped("record_side"),
    "add_session": helped("add_session"),
    "name_facilitators": helped("name_facilitators"),
    "write_mediator_note": helped("write_mediator_note"),
    "move_intervention": helped("move_intervention", to="suitable"),
    "rights": support("rights"),
    "check_right": support("check_right", right="services"),
    "record_complaint": support("record_complaint"),
    "answer_complaint": page(
        "answer_complaint", (), VICTIM_WORKER, reference="support.reference", pk="complaint.pk"
    ),
    "see_to_wish": act("see_to_wish", OVERSEERS | VICTIM_WORKER, pk="wish.pk"),
    "survey": support("survey"),
    "survey_paper": support("survey_paper"),
    "make_link": support("make_link"),
    "end_links": act("end_links", VICTIM_WORKER, reference="support.reference"),
    "open_link": open_to_all("open_link", {"secret": "no-such-secret"}),
    "own_page": open_to_all("own_page", **dict.fromkeys(PEOPLE, 404)),
    "leave_page": open_to_all("leave_page", **dict.fromkeys(PEOPLE, 302)),
    "list_hate_reports": of_service("list_hate_reports"),
    "record_hate_report": of_service("record_hate_report"),
    "hate_report": of_service("hate_report", reference="hate_report.reference"),
    "list_centres": of_service("list_centres"),
    "add_centre": managers("add_centre"),
    "change_centre": managers("change_centre", pk="centre.pk"),
    "add_centre_staff": managers("add_centre_staff", pk="centre.pk"),
    "list_facilitators": of_service("list_facilitators"),
    "add_facilitator": managers("add_facilitator"),
    "change_facilitator": managers("change_facilitator", pk="facilitator.pk"),
    "survey_results": of_service("survey_results"),
    "publish_survey": managers("publish_survey"),
    "record_unnamed_reply": of_service("record_unnamed_reply"),
    "support_figures": of_service("support_figures"),
    "caseload": managers("caseload"),
    "set_capacity": managers("set_capacity", pk="cast.victim_worker.pk"),
    "hand_over_support": managers("hand_over_support", pk="cast.victim_worker.pk"),
    "list_supervision": of_service("list_supervision"),
    "write_supervision": managers("write_supervision", pk="cast.victim_worker.pk"),
    "list_samples": managers("list_samples"),
    "draw_sample": managers("draw_sample"),
    "sample": managers("sample", pk="sample.pk"),
    "look_at_sampled": managers("look_at_sampled", pk="sampled.pk"),
    "case_victims": case_page("case_victims", IN_FULL | IN_SUMMARY),
    "refer_victim": case_page("refer_victim", OVERSEERS | OFFICER),
}
OFFENDERS = {
    "list_offenders": page("list_offenders", OVERSEERS | OFFENDER_MANAGER),
    "cohort_measure": page("cohort_measure", OVERSEERS | OFFENDER_MANAGER),
    "offender": cohort("offender"),
    "offender_plan": cohort("offender_plan"),
    "select_offender": cohort("select_offender", "nominal.reference"),
    "reject_nomination": cohort("reject_nomination", "nominal.reference"),
    "set_rag": cohort("set_rag"),
    "deselect_offender": cohort("deselect_offender"),
    "record_offence": cohort("record_offence"),
    "change_offence": cohort("change_offence", pk="offence.pk"),
    "list_orders": room("list_orders", CASEWORK),
    "download_orders": room("download_orders", CASEWORK),
    "list_powers": room("list_powers", CASEWORK),
    "order": bound("order"),
    "serve_order": bound("serve_order"),
    "extend_order": bound("extend_order"),
    "review_order": bound("review_order"),
    "end_order": bound("end_order"),
    "add_order_term": bound("add_order_term"),
    "end_order_term": bound("end_order_term", pk="term.pk"),
    "record_breach": bound("record_breach"),
    "decide_breach": bound("decide_breach", pk="breach.pk"),
    "case_orders": case_page("case_orders"),
    "add_order": case_page("add_order"),
    "case_offenders": case_page("case_offenders", OVERSEERS | OFFENDER_MANAGER, ()),
    "nominate_offender": case_page("nominate_offender"),
    "download_measure": page("download_measure", OVERSEERS | OFFENDER_MANAGER),
    "import_offences": page("import_offences", OVERSEERS | OFFENDER_MANAGER),
    "preview_offences": page("preview_offences", OFFENDER_MANAGER, pk="sheet.pk"),
    "discard_offences": act("discard_offences", OFFENDER_MANAGER, pk="sheet.pk"),
    "undo_offences": page("undo_offences", OFFENDER_MANAGER, pk="sheet.pk"),
    "record_custody": cohort("record_custody"),
    "change_custody": cohort("change_custody", pk="custody.pk"),
    "add_release_contact": cohort("add_release_contact", pk="custody.pk"),
    "tell_release_contact": cohort("tell_release_contact", pk="told.pk"),
    "change_management": cohort("change_management"),
    "record_score": cohort("record_score"),
    "rate_needs": cohort("rate_needs"),
    "refer_to_pathway": cohort("refer_to_pathway"),
    "move_pathway_referral": cohort("move_pathway_referral", pk="service.pk"),
    "plan_visit": cohort("plan_visit"),
    "check_in": cohort("check_in", pk="visit.pk"),
    "begin_visit": act(
        "begin_visit",
        OVERSEERS | OFFENDER_MANAGER,
        reference="selected.reference",
        pk="visit.pk",
    ),
    "cancel_visit": act(
        "cancel_visit",
        OVERSEERS | OFFENDER_MANAGER,
        reference="selected.reference",
        pk="visit.pk",
    ),
}
REVIEWS = {
    "list_case_reviews": room("list_case_reviews", CASEWORK),
    "download_case_reviews": room("download_case_reviews", CASEWORK),
    "log_case_review": room("log_case_review", OVERSEERS | OFFICER | PARTNER | OUTSIDER),
    "case_review_figures": room("case_review_figures", STAFF),
    "download_case_review_figures": room("download_case_review_figures", STAFF),
    "list_rights": room("list_rights", CASEWORK),
    "tell_rights": page("tell_rights", OVERSEERS | OFFICER, OFFENDER_MANAGER, pk="harmed.pk"),
    "apply_from_case": case_page("apply_from_case", OVERSEERS | OFFICER),
    "case_review": case_review("case_review", IN_FULL),
    "acknowledge_review": case_review("acknowledge_review"),
    "add_complaint": case_review("add_complaint", OVERSEERS | OFFICER),
    "link_review_case": case_review("link_review_case"),
    "decide_threshold": case_review("decide_threshold"),
    "withdraw_review": case_review("withdraw_review"),
    "close_review": case_review("close_review"),
    "ask_information": case_review("ask_information"),
    "answer_request": case_review("answer_request", OVERSEERS | OFFENDER_MANAGER, pk="asked.pk"),
    "offer_attendance": case_review("offer_attendance"),
    "add_review_member": case_review("add_review_member"),
    "hold_review": case_review("hold_review"),
    "add_recommendation": case_review("add_recommendation"),
    "answer_recommendation": case_review(
        "answer_recommendation", OVERSEERS | OFFICER, pk="recommendation.pk"
    ),
    "tell_outcome": case_review("tell_outcome"),
    "receive_appeal": case_review("receive_appeal"),
    "decide_appeal": case_review("decide_appeal"),
}
PANELS = {
    "list_meetings": room("list_meetings", CASEWORK),
    "plan_meeting": room("plan_meeting", COORDINATOR),
    "meeting": page("meeting", PANEL_MEMBERS, reference="planned.reference"),
    "change_meeting": prepare("change_meeting"),
    "cancel_meeting": prepare("cancel_meeting"),
    "call_urgent_meeting": case_page("call_urgent_meeting", OVERSEERS),
    "my_calendar": room("my_calendar", CASEWORK),
    "make_calendar": Row(
        lambda scene: reverse("make_calendar"), doors(CASEWORK, STAFF), method="POST"
    ),
    "end_calendar": Row(
        lambda scene: reverse("end_calendar"), doors(CASEWORK, STAFF, ok_is=302), method="POST"
    ),
    "calendar_feed": Row(
        lambda scene: reverse("calendar_feed", args=[scene.calendar_secret]),
        dict.fromkeys(PEOPLE, 200),
    ),
    "send_action_link": page("send_action_link", OVERSEERS, IN_FULL, pk="action.pk"),
    "withdraw_action_link": act(
        "withdraw_action_link", OVERSEERS, IN_FULL, pk="action.pk", link_pk="link_sent.pk"
    ),
    "action_link": Row(
        lambda scene: reverse("action_link", args=[scene.link_secret]),
        dict.fromkeys(PEOPLE, 200),
    ),
    "start_meeting": change_agenda("start_meeting"),
    "meeting_agenda": prepare("meeting_agenda"),
    "agenda_left_out": prepare("agenda_left_out"),
    "agenda_add_case": prepare("agenda_add_case"),
    "agenda_add_offered": change_agenda("agenda_add_offered"),
    "agenda_comment": change_agenda("agenda_comment", ok_is=200),
    "agree_agenda": change_agenda("agree_agenda", CO_CHAIRS),
    "agenda_reorder": change_agenda("agenda_reorder", ok_is=400),
    "agenda_item_up": change_agenda("agenda_item_up", pk="item.pk"),
    "agenda_item_down": change_agenda("agenda_item_down", pk="item.pk"),
    "agenda_item_off": prepare("agenda_item_off", pk="item.pk"),
    "agenda_item_back": change_agenda("agenda_item_back", pk="item.pk"),
    "agenda_item_minutes": change_agenda("agenda_item_minutes", pk="item.pk"),
    "meeting_information": screen("meeting_information"),
    "ask_meeting_information": act(
        "ask_meeting_information",
        OVERSEERS,
        INVITED,
        reference="held.reference",
    ),
    "answer_information": page("answer_information", INVITED, reference="held.reference"),
    "meeting_papers": page("meeting_papers", INVITED, reference="held.reference"),
    "papers_file": page("papers_file", INVITED, reference="held.reference"),
    "ask_papers": act("ask_papers", INVITED, reference="held.reference"),
    "download_papers": page("download_papers", INVITED, ok_is=302, reference="held.reference"),
    "sent_papers": screen("sent_papers"),
    "send_papers_again": act("send_papers_again", OVERSEERS, INVITED, reference="held.reference"),
    "meeting_attendance": screen("meeting_attendance"),
    "add_attendance": screen("add_attendance"),
    "meeting_screen": screen("meeting_screen"),
    "screen_item": screen("screen_item", pk="held_item.pk"),
    "screen_action": screen_part("screen_action"),
    "screen_fate": screen_part("screen_fate", action_pk="action.pk"),
    "screen_refer": screen_part("screen_refer"),
    "screen_next": screen_act("screen_next", OVERSEERS, pk="held_item.pk"),
    "screen_hear": screen_act("screen_hear", OVERSEERS, pk="held_item.pk"),
    "screen_fact": screen_part("screen_fact"),
    "change_fact": screen("change_fact", pk="held_item.pk", fact_pk="fact.pk"),
    "take_fact_back": screen_act("take_fact_back", OVERSEERS, pk="held_item.pk", fact_pk="fact.pk"),
    "screen_state": screen("screen_state", pk="held_item.pk"),
    "screen_type": act(
        "screen_type", OVERSEERS, INVITED, 400, reference="held.reference", pk="held_item.pk"
    ),
    "sign_statement": page("sign_statement", INVITED, reference="held.reference"),
    "meeting_minutes": page("meeting_minutes", INVITED, reference="held.reference"),
    "my_minutes": page("my_minutes", INVITED, reference="held.reference"),
    "agree_minutes": act("agree_minutes", CO_CHAIRS, INVITED, reference="held.reference"),
    "circulate_minutes": screen_act("circulate_minutes", OVERSEERS),
    "propose_correction": page(
        "propose_correction", IN_FULL, INVITED, reference="held.reference", pk="held_item.pk"
    ),
    "answer_correction": screen("answer_correction", pk="correction.pk"),
    "add_to_minutes": page("add_to_minutes", (), INVITED, reference="held.reference"),
    "renderings": screen("renderings"),
    "minutes_for_file": screen("minutes_for_file"),
    "minutes_for_agency": screen("minutes_for_agency", slug="cast.housing.slug"),
    "minutes_letter": screen("minutes_letter", pk="held_item.pk", party_pk="held_party.pk"),
    "minutes_access": screen("minutes_access", pk="held_item.pk", party_pk="held_party.pk"),
    "panel_figures": room("panel_figures", OVERSEERS | ANALYST),
    "start_rehearsal": Row(
        lambda scene: reverse("start_rehearsal"), doors(OVERSEERS, STAFF, ok_is=302), method="POST"
    ),
    "end_rehearsal": Row(
        lambda scene: reverse("end_rehearsal"), doors(OVERSEERS, STAFF, ok_is=302), method="POST"
    ),
    "list_panels": room("list_panels", COORDINATOR | ADMINISTRATOR),
    "set_up_panel": room("set_up_panel", COORDINATOR | ADMINISTRATOR),
    "panel": panel_page("panel"),
    "change_panel": panel_page("change_panel", section="days"),
    "add_co_chair": panel_page("add_co_chair"),
    "end_co_chair": panel_page("end_co_chair", pk="chair.pk"),
    "name_deputy": panel_page("name_deputy", pk="chair.pk"),
    "add_panel_member": panel_page("add_panel_member"),
    "end_panel_member": panel_page("end_panel_member", pk="member.pk"),
    "change_panel_member": panel_page("change_panel_member", pk="member.pk"),
    "case_panel": case_page("case_panel", IN_FULL | IN_SUMMARY),
}
WRITERS = OVERSEERS | OFFICER
LETTERS = {
    "case_letters": case_page("case_letters"),
    "write_letter": case_page("write_letter"),
    "letter": page("letter", WRITERS, pk="letter.pk"),
    "change_letter": page("change_letter", WRITERS, pk="letter.pk"),
    "check_letter": page("check_letter", WRITERS, pk="letter.pk"),
    "ask_for_letter": act("ask_for_letter", WRITERS, pk="letter.pk"),
    "take_new_address": act("take_new_address", WRITERS, pk="letter.pk"),
    "set_letter_aside": act("set_letter_aside", WRITERS, pk="letter.pk"),
    "record_sending": page("record_sending", WRITERS, OFFENDER_MANAGER, pk="made_letter.pk"),
    "letter_pdf": page("letter_pdf", IN_FULL, pk="made_letter.pk"),
    "letter_word": page("letter_word", IN_FULL, pk="made_letter.pk"),
    "list_letter_templates": room("list_letter_templates", COORDINATOR | ADMINISTRATOR),
    "start_letter_template": room("start_letter_template", ADMINISTRATOR),
    "letter_template": template_page(
        "letter_template", COORDINATOR | ADMINISTRATOR, pk="template.pk"
    ),
    "draft_letter_template": act("draft_letter_template", ADMINISTRATOR, STAFF, pk="template.pk"),
    "change_letter_template": template_page("change_letter_template"),
    "publish_letter_template": template_page("publish_letter_template"),
    "withdraw_letter_template": template_page("withdraw_letter_template"),
    "list_letterheads": room("list_letterheads", ADMINISTRATOR),
    "change_letterhead": page("change_letterhead", ADMINISTRATOR, STAFF, slug="cast.housing.slug"),
}
STRATEGY = {
    "strategy": room("strategy", STAFF),
    "add_strategy": room("add_strategy", COORDINATOR | ANALYST),
    "change_strategy": write_strategy("change_strategy", pk="strategy.pk"),
    "add_objective": write_strategy("add_objective", pk="strategy.pk"),
    "change_objective": write_strategy("change_objective", pk="objective.pk"),
    "add_priority": write_strategy("add_priority", pk="objective.pk"),
    "change_priority": write_strategy("change_priority", pk="priority.pk"),
    "priority": page("priority", STAFF, pk="priority.pk"),
    "add_target": write_strategy("add_target", pk="priority.pk"),
    "add_plan_step": write_strategy("add_plan_step", pk="priority.pk"),
    "change_target": write_strategy("change_target", pk="target.pk"),
    "change_plan_step": write_strategy("change_plan_step", pk="step.pk"),
    "report_progress": page("report_progress", OF_THE_COUNCIL, STAFF, pk="priority.pk"),
    "end_plan_step": page("end_plan_step", OF_THE_COUNCIL | OFFICER, STAFF, pk="step.pk"),
    **{name: page(name, STAFF, pk="strategy.pk") for name in ("plan_pdf", "plan_docx")},
}
PLACES = {
    "wards": room("wards", STAFF),
    "show_area": page("show_area", STAFF, code="area.code"),
}
ASSESSMENT = {
    "assessment": room("assessment", STAFF),
    "figure_definitions": room("figure_definitions", STAFF),
    "summary_schema": room("summary_schema", STAFF),
    "take_figures": room("take_figures", ANALYST),
    "import_source": room("import_source", ANALYST),
    "preview_import": page("preview_import", ANALYST, STAFF, pk="pending.pk"),
    "discard_import": act("discard_import", ANALYST, STAFF, pk="pending.pk"),
    "undo_edition": act("undo_edition", ANALYST, STAFF, pk="edition.pk"),
    "undo_population": act("undo_population", ANALYST, STAFF, pk="population_file.pk"),
    "undo_published": act("undo_published", ANALYST, STAFF, pk="published_file.pk"),
    "partner_returns": room("partner_returns", ANALYST),
    "blank_xlsx": page("blank_xlsx", ANALYST, STAFF, service="prevent"),
    "blank_csv": page("blank_csv", ANALYST, STAFF, service="prevent"),
    "undo_returns": act("undo_returns", ANALYST, STAFF, pk="return_file.pk"),
    "show_summary": summary("show_summary"),
    "show_run": summary("show_run", pk="run.pk"),
    "figure_rows": summary("figure_rows", code="=cases.opened"),
    "compare_runs": summary("compare_runs", (), pk="run.pk", other="run.pk"),
    "compare_rows": summary("compare_rows", (), pk="run.pk", other="run.pk", code="edition.name"),
    "freeze_summary": summary("freeze_summary", ANALYST, STAFF),
    "summary_csv": summary("summary_csv"),
    "summary_xlsx": summary("summary_xlsx"),
    "run_csv": summary("run_csv", pk="run.pk"),
    "run_xlsx": summary("run_xlsx", pk="run.pk"),
    "summary_pdf": summary("summary_pdf"),
    "summary_docx": summary("summary_docx"),
    "summary_json": summary("summary_json"),
    "run_pdf": summary("run_pdf", pk="run.pk"),
    "run_docx": summary("run_docx", pk="run.pk"),
    "run_json": summary("run_json", pk="run.pk"),
    # Published already: the analyst is shown what the public reads.
    "publish_summary": page(
        "publish_summary",
        ANALYST,
        STAFF,
        ok_is=302,
        year="2016-17",
        area="northbridge",
        pk="run.pk",
    ),
    "public_summary": summary("public_summary", pk="run.pk"),
    **{
        name: summary(name, pk="run.pk")
        for name in ("public_csv", "public_xlsx", "public_pdf", "public_docx", "public_json")
    },
    "reports": room("reports", STAFF),
    "explore": room("explore", STAFF),
    "explore_csv": Row(lambda scene: reverse("explore_csv") + "?area=northbridge", doors(STAFF)),
    "explore_wards": Row(
        lambda scene: reverse("explore_wards") + "?area=northbridge", doors(STAFF)
    ),
    "explore_picture": Row(
        lambda scene: reverse("explore_picture", args=["trend"]) + "?area=northbridge",
        doors(()),
    ),
    "start_report": act(
        "start_report", ANALYST, STAFF, year="2016-17", area="northbridge", pk="run.pk"
    ),
    **{
        name: page(name, REPORTERS | REVIEWER, pk="report_part.report.pk")
        for name in ("report", "report_pdf", "report_docx")
    },
    **{
        name: page(name, STAFF, pk="finished.pk")
        for name in ("public_report", "public_report_pdf", "public_report_docx")
    },
    **{
        name: page(name, ANALYST, REPORTERS | REVIEWER, pk="report_part.report.pk")
        for name in ("add_section", "arrange_sections", "ask_review", "freeze_report")
    },
    "give_review": act("give_review", REVIEWER, REPORTERS, 200, pk="report_part.report.pk"),
    "publish_report": act("publish_report", ANALYST, STAFF, pk="finished.pk"),
    "edit_section": section("edit_section", ANALYST),
    "section_figures": section("section_figures", ANALYST),
    "figure_up": section("figure_up", ANALYST, "POST"),
    "figure_down": section("figure_down", ANALYST, "POST"),
    "write_section": section("write_section", REPORTERS),
    "sign_section": section("sign_section", PARTNER, "POST"),
    "section_up": section("section_up", ANALYST, "POST"),
    "section_down": section("section_down", ANALYST, "POST"),
    "drop_section": section("drop_section", ANALYST, "POST"),
}
GOVERNANCE = {
    "log": room("log", DPO),
    "download_log": room("download_log", DPO),
    "broken_glass": room("broken_glass", DPO),
    "log_checks": room("log_checks", DPO),
    "ask_log_check": act("ask_log_check", DPO, STAFF),
    "log_entry": page("log_entry", DPO, pk="entry.pk"),
    "jobs": room("jobs", ADMINISTRATOR),
    "resend_mail": act("resend_mail", ADMINISTRATOR, STAFF, pk="failed_mail.pk"),
    "retention": room("retention", DPO),
    "change_retention_rule": page("change_retention_rule", DPO, pk="rule.pk"),
}
MATRIX: dict[str, Row] = {
    **ACCOUNTS,
    **ALLAUTH,
    **HOME,
    **REFERRALS,
    **CASES,
    **SETTINGS,
    **RISK_AND_CLOSURE,
    **ACTIONS,
    **CHRONOLOGY,
    **DOCUMENTS,
    **LINKS,
    **VICTIMS,
    **OFFENDERS,
    **REVIEWS,
    **PANELS,
    **LETTERS,
    **STRATEGY,
    **PLACES,
    **ASSESSMENT,
    **GOVERNANCE,
}
