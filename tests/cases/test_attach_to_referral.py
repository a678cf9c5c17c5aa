"""What is attached to a referral goes with it into its case."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.models import Entry
from cases.forms.sections import ROUTES
from cases.models import CaseEvent, Document, EvidenceOf
from cases.services import attach_to_referral, send_referral, start_referral
from cases.services.documents import tell_harmful_documents
from files.services import scan_due_files
from tests.cases.answers import fill_referral
from tests.cases.desk import accept, sent_referral
from tests.files.clamd import fake_clamd
from tests.files.samples import EICAR, PDF
from tests.people import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    return start_referral(by=cast.officer, agency=cast.housing)


def attach(referral, cast, **said):
    return attach_to_referral(
        referral, by=cast.officer, **{"content": PDF, "name": "log.pdf", **said}
    )


def page_of(referral):
    return reverse("referral_documents", args=[referral.reference])


def post(client, referral, *uploads, **said):
    data = {"kind": "diary", "handling": "share", **said, "uploads": list(uploads)}
    return client.post(page_of(referral), data)


def upload(content=PDF, name="log.pdf"):
    return SimpleUploadedFile(name, content)


def status_of(client, referral):
    """What the task list says of the attachments."""
    page = client.get(reverse("referral", args=[referral.reference]))
    return next(task["status"] for task in page.context["tasks"] if task["title"] == "Attachments")


def say(client, referral, said):
    referral.refresh_from_db()
    data = {"do": "say", "said": said, "version": referral.version}
    return client.post(page_of(referral), data)


def test_it_is_added_while_the_referral_is_written_as_evidence_of_a_route(cast, draft, signed_in):
    answer = post(signed_in(cast.officer), draft, upload(), title="Log sheets", route="escalation")
    assert answer["Location"] == page_of(draft)
    document = Document.objects.get()
    assert (document.referral, document.case, document.route) == (draft, None, "escalation")
    assert (document.title, document.agency) == ("Log sheets", cast.housing)
    assert Entry.objects.get(verb="document.added").subject == f"referral {draft.reference}"


def test_the_task_list_says_how_far_it_is(cast, draft, signed_in):
    client = signed_in(cast.officer)
    assert status_of(client, draft) == "Not started"
    say(client, draft, "nothing")
    assert status_of(client, draft) == "Nothing to attach"
    post(client, draft, upload())
    assert status_of(client, draft) == "In progress"
    say(client, draft, "more")
    assert status_of(client, draft) == "In progress"
    say(client, draft, "everything")
    assert status_of(client, draft) == "Done"


def test_a_referral_may_be_sent_without(cast, draft, signed_in):
    fill_referral(draft, by=cast.officer)
    address = reverse("send_referral", args=[draft.reference])
    signed_in(cast.officer).post(address)
    draft.refresh_from_db()
    assert draft.status == "sent"


def test_one_that_is_refused_takes_no_other_with_it(cast, draft, signed_in):
    answer = post(
        signed_in(cast.officer), draft, upload(), upload(b"MZ", "a.exe"), source="The landlord"
    )
    page = answer.content.decode()
    assert Document.objects.get().title == "log"
    assert "a.exe: It is a program" in page
    assert "The landlord" in page


def test_only_its_agency_sees_it_before_it_is_sent_and_the_overseers_after(cast, draft):
    document = attach(draft, cast, handling="own")
    people = (cast.officer, cast.coordinator, cast.cochair_police, cast.outsider, cast.analyst)

    def seen():
        return [who for who in people if Document.objects.visible_to(who).exists()]

    assert seen() == [cast.officer]
    fill_referral(draft, by=cast.officer)
    send_referral(draft, by=cast.officer)
    assert seen() == [cast.officer, cast.coordinator, cast.cochair_police]
    assert document.case is None


def test_the_coordinator_reads_it_with_the_referral(cast, signed_in):
    referral = sent_referral(cast)
    document = attach(referral, cast, title="Log sheets")
    page = signed_in(cast.coordinator).get(reverse("referral", args=[referral.reference]))
    assert reverse("document", args=[document.pk]) in page.content.decode()
    assert signed_in(cast.officer).get(page_of(referral)).status_code == 200


def test_nothing_is_added_or_changed_once_it_is_sent(cast, signed_in):
    referral = sent_referral(cast)
    document = attach(referral, cast)
    client = signed_in(cast.officer)
    assert post(client, referral, upload()).status_code == 403
    for name in ("change_document", "replace_document", "withdraw_document"):
        assert client.get(reverse(name, args=[document.pk])).status_code == 403


def test_it_joins_the_case_and_is_told_of_in_its_chronology(cast):
    referral = sent_referral(cast)
    document = attach(referral, cast, handling="own")
    case = accept(cast, referral)
    document.refresh_from_db()
    assert (document.case, document.referral) == (case, referral)
    assert CaseEvent.objects.get(case=case, kind="document").handling == "own"
    entry = Entry.objects.get(verb="document.joined_case")
    assert (entry.subject, entry.operation) == (f"case {case.reference}", "combination")


def test_it_joins_the_case_that_the_referral_is_matched_with(cast, signed_in):
    referral, case = sent_referral(cast), a_case(cast)
    attach(referral, cast)
    client = signed_in(cast.coordinator)
    client.post(
        reverse("match_referral", args=[referral.reference]),
        {"reference": case.reference, "reason": "The same dispute"},
    )
    assert Document.objects.get().case == case


def test_after_that_the_rule_of_the_case_holds(cast):
    referral = sent_referral(cast)
    document = attach(referral, cast)
    case = accept(cast, referral)
    case.shares.filter(agency=cast.housing).delete()
    assert not Document.objects.visible_to(cast.officer).filter(pk=document.pk).exists()


def test_what_was_withdrawn_from_the_draft_is_not_told_of(cast, draft, signed_in):
    document = attach(draft, cast)
    address = reverse("withdraw_document", args=[document.pk])
    signed_in(cast.officer).post(address, {"reason": "Not ours", "version": 1})
    fill_referral(draft, by=cast.officer)
    case = accept(cast, send_referral(draft, by=cast.officer))
    assert not CaseEvent.objects.filter(case=case, kind="document").exists()


def test_somebody_who_saved_meanwhile_is_not_overwritten(cast, draft, signed_in):
    client = signed_in(cast.officer)
    answer = client.post(page_of(draft), {"do": "say", "said": "nothing", "version": 99})
    assert "Somebody saved this referral" in answer.content.decode()
    draft.refresh_from_db()
    assert "attachments" not in draft.answers


def test_who_gave_a_harmful_file_is_told_once_and_so_is_the_coordinator(cast, settings, mail_queue):
    referral = sent_referral(cast)
    with fake_clamd() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        attach(referral, cast, content=b"See " + EICAR, name="vera.txt")
        assert tell_harmful_documents() == 0
        scan_due_files()
    before = len(mail_queue())
    assert (tell_harmful_documents(), tell_harmful_documents()) == (1, 0)
    told = mail_queue()[before:]
    assert {mail.to[0] for mail in told} == {cast.officer.email, cast.coordinator.email}
    assert all(referral.reference in mail.subject and "vera" not in mail.message for mail in told)


def test_a_draft_that_nobody_else_sees_is_told_of_to_its_author_alone(
    cast, draft, settings, mail_queue
):
    with fake_clamd() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        attach(draft, cast, content=EICAR, name="a.txt")
        scan_due_files()
    tell_harmful_documents()
    assert [mail.to for mail in mail_queue()] == [[cast.officer.email]]


def test_a_document_can_be_evidence_of_each_route_that_the_form_knows():
    assert EvidenceOf.values == [key for key, _ in ROUTES]
