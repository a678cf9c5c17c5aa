"""Documents of a case: filed by their content, read by whom their handling lets, never deleted."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from audit.models import Entry
from cases.models import Case, CaseEvent, Document
from cases.queries import chronology
from cases.services import (
    add_action,
    change_document,
    end_action,
    file_document,
    move_case,
    replace_document,
    restrict_case,
    set_setting,
    share_case,
    withdraw_document,
)
from cases.workflow import StaleVersion, WrongStatus
from files.keeping import path_of
from files.kinds import Refused
from files.models import StoredFile
from files.services import draw_due_previews
from tests.cases.desk import post_to
from tests.files.samples import EICAR, PDF, office, picture
from tests.home.counting import queries_of
from tests.people import a_case

pytestmark = pytest.mark.django_db
SAID = {"kind": "letter", "handling": "share"}


@pytest.fixture
def case(cast):
    return a_case(cast, shared_with=(cast.council, cast.police))


@pytest.fixture
def police(cast):
    """An officer of an agency that sees the case in full but did not file anything."""
    Membership.objects.create(user=cast.outsider, agency=cast.police, role=Role.OFFICER)
    Membership.objects.filter(user=cast.outsider, agency=cast.outside).delete()
    return cast.outsider


def filed(case, cast, **said):
    fields = {"by": cast.officer, "agency": cast.housing, "content": PDF, "name": "Letter.pdf"}
    return file_document(case, **{**fields, **said})


def upload(content=PDF, name="Letter.pdf"):
    return SimpleUploadedFile(name, content)


def url(document, name="document", *more):
    return reverse(name, args=[document.pk, *more])


def text_of(response):
    return response.content.decode()


class TestFile:
    def test_a_letter_writer_files_bytes_by_name(self, cast, case):
        document = file_document(
            case,
            by=cast.officer,
            content=PDF,
            name="letter.pdf",
            title="To the landlord",
            kind="letter",
            handling="panel",
            agency=cast.housing,
        )
        assert (document.case, document.title, document.file.size) == (
            case,
            "To the landlord",
            len(PDF),
        )

    def test_it_is_logged_without_its_name_or_title(self, cast, case):
        document = filed(case, cast, name="Vera Holloway.pdf", title="Of Vera")
        entry = Entry.objects.get(verb="document.added")
        assert (entry.subject, entry.trail) == (
            f"case {case.reference}",
            f"document {document.pk}",
        )
        assert entry.operation == "collection"
        assert entry.changes["sha256"] == document.file.sha256
        assert "Vera" not in str(vars(entry))

    def test_its_name_is_its_first_title(self, cast, case):
        assert filed(case, cast, name="Letter_of 3 May.pdf").title == "Letter of 3 May"

    def test_the_chronology_tells_of_it_to_those_who_see_it(self, cast, case, police):
        filed(case, cast, title="Shared")
        filed(case, cast, title="Ours", handling="own")
        titles = {
            who: [event.title for event in chronology(case, who, "document")]
            for who in (cast.officer, cast.coordinator, police)
        }
        assert (
            titles[cast.officer]
            == titles[cast.coordinator]
            == [
                "Document: Ours",
                "Document: Shared",
            ]
        )
        assert titles[police] == ["Document: Shared"]

    def test_what_is_refused_leaves_no_row(self, cast, case):
        with pytest.raises(Refused):
            filed(case, cast, content=b"MZ", name="a.exe")
        assert not StoredFile.objects.exists()
        assert not Document.objects.exists()

    def test_the_largest_size_is_a_setting(self, cast, case):
        filed(case, cast, content=b"a" * 2_000_000, name="a.txt")
        today = timezone.localdate()
        set_setting(
            "document_most_mb", by=cast.coordinator, value=1, valid_from=today, reason="Small disk"
        )
        with pytest.raises(Refused, match="larger than 1 MB"):
            filed(case, cast, content=b"a" * 2_000_000, name="a.txt")


class TestWhoSeesIt:
    def test_each_by_its_own_rule_though_the_bytes_are_the_same(self, cast, case, police):
        shared, own = filed(case, cast), filed(case, cast, handling="own")
        theirs = filed(case, cast, by=police, agency=cast.police, handling="own")
        assert shared.file.sha256 == own.file.sha256 == theirs.file.sha256
        seen = {
            who: set(Document.objects.visible_to(who))
            for who in (cast.officer, police, cast.coordinator, cast.cochair_police, cast.dpo)
        }
        assert seen[cast.officer] == {shared, own}
        assert seen[police] == {shared, theirs}
        assert seen[cast.coordinator] == seen[cast.cochair_police] == {shared, own, theirs}
        assert seen[cast.dpo] == set()

    def test_an_agency_with_the_summary_sees_what_it_filed_itself(self, cast, case):
        share_case(case, by=None, agency=cast.health, level="summary", reason="Told")
        filed(case, cast)
        mine = filed(case, cast, by=cast.partner, agency=cast.health)
        assert list(Document.objects.visible_to(cast.partner)) == [mine]

    def test_a_restricted_case_keeps_its_documents_to_those_named(self, cast, case):
        document = filed(case, cast)
        restrict_case(case, by=cast.cochair_police, people=[cast.cochair_police], reason="Staff")
        for who in (cast.officer, cast.coordinator):
            assert not Document.objects.visible_to(who).exists()
        assert list(Document.objects.visible_to(cast.cochair_police)) == [document]

    @pytest.mark.parametrize(
        ("name", "more"),
        [
            ("document", ()),
            ("download_document", ()),
            ("preview_document", (1,)),
            ("change_document", ()),
            ("replace_document", ()),
            ("withdraw_document", ()),
        ],
    )
    def test_guessing_finds_nothing(self, cast, case, police, signed_in, name, more):
        document = filed(case, cast, content=picture(), name="a.jpg", handling="own")
        draw_due_previews()
        client, before = signed_in(police), Entry.objects.count()
        assert client.get(url(document, name, *more)).status_code == 404
        missing = reverse(name, args=[document.pk + 1000, *more])
        assert client.get(missing).status_code == 404
        assert Entry.objects.count() == before

    @pytest.mark.parametrize(
        "path", ["/files/{0}", "/media/{0}", "/static/{0}", "/var/files/{1}/{0}", "/documents/{0}/"]
    )
    def test_no_address_leads_to_the_bytes_by_their_digest(self, cast, case, signed_in, path):
        digest = filed(case, cast).file.sha256
        address = path.format(digest, digest[:2])
        assert signed_in(cast.coordinator).get(address).status_code == 404

    def test_other_peoples_documents_are_not_in_the_list_nor_counted(
        self, cast, case, police, signed_in
    ):
        filed(case, cast, title="Secret plan", handling="own", kind="order")
        address = reverse("case_documents", args=[case.reference])
        for query in (
            "",
            "?kind=order",
            "?handling=own",
            "?show=all",
            f"?agency={cast.housing.pk}",
        ):
            assert "Secret plan" not in text_of(signed_in(police).get(address + query))
            assert "Secret plan" in text_of(signed_in(cast.officer).get(address + query))


class TestDownload:
    def test_the_bytes_go_out_as_they_came_as_a_sealed_download(self, cast, case, signed_in):
        document = filed(case, cast)
        answer = signed_in(cast.officer).get(url(document, "download_document"))
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"] == 'attachment; filename="Letter.pdf"'
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "no-store" in answer["Cache-Control"]

    def test_it_is_logged_as_a_disclosure_with_the_power_it_rests_on(self, cast, case, signed_in):
        document = filed(case, cast)
        signed_in(cast.officer).get(url(document, "download_document"))
        entry = Entry.objects.get(verb="document.downloaded")
        assert (entry.operation, entry.trail) == ("disclosure", f"document {document.pk}")
        assert entry.recipients == [cast.officer.get_full_name()]
        assert entry.reason == "Crime and Disorder Act 1998, section 115"

    @pytest.mark.parametrize(
        "name",
        [
            '"><script>alert(1)</script>.pdf',
            "a\r\nSet-Cookie: x=1.pdf",
            "\u202efdp.tel.pdf",
            "../../etc/" + "a" * 300 + ".pdf",
            "a\x00b.pdf",
            "Grüße – “naïve”.pdf",
        ],
    )
    def test_no_name_breaks_a_header_or_a_page(self, cast, case, signed_in, name):
        document = filed(case, cast, name=name)
        client = signed_in(cast.officer)
        header = client.get(url(document, "download_document"))["Content-Disposition"]
        assert header.startswith("attachment; filename")
        assert not set("\r\n\x00\u202e") & set(header)
        page = text_of(client.get(url(document)))
        assert "<script>alert" not in page
        assert "\u202e" not in page

    def test_a_file_that_waits_for_the_scanner_cannot_be_opened(
        self, cast, case, signed_in, settings
    ):
        settings.CLAMD_ADDRESS = "127.0.0.1:1"
        document = filed(case, cast, content=picture(), name="a.jpg")
        client = signed_in(cast.officer)
        assert client.get(url(document, "download_document")).status_code == 403
        assert client.get(url(document, "preview_document", 1)).status_code == 403
        page = text_of(client.get(url(document)))
        assert "once the virus scanner has looked at it" in page
        assert url(document, "download_document") not in page

    def test_a_file_that_was_not_scanned_says_so(self, cast, case, signed_in):
        page = text_of(signed_in(cast.officer).get(url(filed(case, cast))))
        assert "No virus scanner is set up" in page

    def test_bytes_that_are_not_in_their_place_are_no_error(self, cast, case, signed_in):
        document = filed(case, cast)
        path_of(document.file.sha256).unlink()
        answer = signed_in(cast.officer).get(url(document, "download_document"), follow=True)
        assert "The file is not in its place" in text_of(answer)
        assert not Entry.objects.filter(verb="document.downloaded").exists()

    def test_only_the_preview_is_shown_and_it_is_drawn_anew(self, cast, case, signed_in):
        document = filed(case, cast, content=picture("PNG") + b"<script>", name="a.png")
        draw_due_previews()
        client = signed_in(cast.officer)
        assert url(document, "preview_document", 1) in text_of(client.get(url(document)))
        shown = client.get(url(document, "preview_document", 1))
        assert shown["Content-Type"] == "image/jpeg"
        assert shown["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert b"<script>" not in b"".join(shown.streaming_content)
        assert client.get(url(document, "preview_document", 2)).status_code == 404
        trail = f"document {document.pk}, page 1"
        assert Entry.objects.filter(operation="consultation", trail=trail).exists()


class TestAddOnThePage:
    def add(self, client, case, *uploads, **said):
        data = {**SAID, **said, "uploads": list(uploads)}
        return client.post(reverse("add_document", args=[case.reference]), data)

    def test_one_file_with_its_title(self, cast, case, signed_in):
        answer = self.add(signed_in(cast.officer), case, upload(), title="To the landlord")
        assert answer["Location"] == reverse("case_documents", args=[case.reference])
        document = Document.objects.get()
        assert (document.title, document.agency, document.added_by) == (
            "To the landlord",
            cast.housing,
            cast.officer,
        )

    def test_several_files_are_each_given_a_title_next(self, cast, case, signed_in):
        client = signed_in(cast.officer)
        answer = self.add(
            client, case, upload(), upload(picture(), "IMG_1.jpg"), title="For both?", source="GP"
        )
        first, second = Document.objects.order_by("pk")
        assert (first.title, second.title) == ("Letter", "IMG 1")
        assert answer["Location"] == f"{reverse('name_documents')}?pick={first.pk}&pick={second.pk}"
        page = text_of(client.get(answer["Location"]))
        assert "IMG_1.jpg" in page
        data = {
            f"document-{each.pk}-{name}": value
            for each, title in ((first, "The letter"), (second, "The door"))
            for name, value in {"title": title, "kind": "photograph", "version": 1}.items()
        }
        assert client.post(answer["Location"], data).status_code == 302
        titles = Document.objects.order_by("pk").values_list("title", "kind", "source")
        assert list(titles) == [
            ("The letter", "photograph", "GP"),
            ("The door", "photograph", "GP"),
        ]

    def test_one_that_is_refused_takes_no_other_with_it_and_is_said_by_name(
        self, cast, case, signed_in
    ):
        answer = self.add(
            signed_in(cast.officer),
            case,
            upload(),
            upload(b"MZ\0", "run.exe"),
            upload(b"", "empty.pdf"),
            upload(picture(), "door.jpg"),
            source="From the GP",
        )
        page = text_of(answer)
        assert answer.status_code == 200
        assert list(Document.objects.order_by("pk").values_list("title", flat=True)) == [
            "Letter",
            "door",
        ]
        assert "run.exe: It is a program" in page
        assert "empty.pdf: It is empty" in page
        assert "These files were added" in page
        assert "From the GP" in page

    def test_when_something_else_is_wrong_nothing_is_kept_and_the_file_asked_for_again(
        self, cast, case, signed_in
    ):
        page = text_of(self.add(signed_in(cast.officer), case, upload(), dated_on="yesterdayish"))
        assert "Enter a date, like 27 3 2026" in page
        assert "Choose the file again" in page
        assert not Document.objects.exists()

    def test_no_file_is_said(self, cast, case, signed_in):
        assert "Choose a file" in text_of(self.add(signed_in(cast.officer), case))

    def test_eleven_files_are_too_many(self, cast, case, signed_in):
        page = text_of(self.add(signed_in(cast.officer), case, *(upload() for _ in range(11))))
        assert "Choose at most 10 files at once" in page

    def test_forged_fields_are_ignored(self, cast, case, signed_in):
        forged = {
            "agency": cast.police.pk,
            "added_by": cast.dpo.pk,
            "case": a_case(cast).pk,
            "withdrawn_reason": "x",
        }
        address = reverse("add_document", args=[case.reference])
        signed_in(cast.officer).post(address, {**SAID, **forged, "uploads": upload()})
        document = Document.objects.get()
        assert (document.agency, document.added_by, document.case) == (
            cast.housing,
            cast.officer,
            case,
        )

    def test_nobody_names_what_they_may_not_change(self, cast, case, police, signed_in):
        document = filed(case, cast)
        address = f"{reverse('name_documents')}?pick={document.pk}"
        assert signed_in(police).get(address).status_code == 404
        junk = f"{reverse('name_documents')}?pick=x&pick=1e9&pick={'9' * 30}"
        assert signed_in(police).get(junk).status_code == 404

    def test_a_closed_case_takes_nothing_more(self, cast, case, signed_in):
        move_case(case, by=cast.coordinator, to="closed", reason="Quiet")
        assert self.add(signed_in(cast.officer), case, upload()).status_code == 403


class TestVersions:
    def test_a_newer_version_takes_over_and_the_older_one_is_kept(self, cast, case, signed_in):
        old = filed(case, cast, title="Plan", handling="own")
        client = signed_in(cast.officer)
        answer = client.post(
            url(old, "replace_document"),
            {"uploads": upload(office("docx"), "plan.docx"), "version": old.version},
        )
        newer = Document.objects.get(original=old)
        old.refresh_from_db()
        assert answer["Location"] == url(newer)
        assert (old.replaced_by, newer.title, newer.handling) == (newer, "Plan", "own")
        assert list(Document.objects.current()) == [newer]
        assert client.get(url(old, "download_document")).status_code == 200
        assert url(newer) in text_of(client.get(url(old)))
        assert url(old) in text_of(client.get(url(newer)))
        assert Entry.objects.get(verb="document.replaced").changes["replaces"] == old.pk

    def test_two_at_once_make_one_newer_version(self, cast, case):
        old = filed(case, cast)
        same = Document.objects.get(pk=old.pk)
        said = {"by": cast.officer, "version": 1, "content": PDF, "name": "a.pdf"}
        replace_document(old, **said)
        with pytest.raises(StaleVersion):
            replace_document(same, **said)
        assert Document.objects.count() == 2

    def test_what_was_replaced_is_not_replaced_again(self, cast, case):
        old = filed(case, cast)
        replace_document(old, by=cast.officer, version=1, content=PDF, name="a.pdf")
        with pytest.raises(WrongStatus):
            withdraw_document(old, by=cast.officer, version=2, reason="x")
        with pytest.raises(WrongStatus):
            change_document(old, by=cast.officer, version=2, title="x")

    def test_a_refused_file_leaves_the_older_one_in_place(self, cast, case, signed_in):
        old = filed(case, cast)
        page = text_of(
            signed_in(cast.officer).post(
                url(old, "replace_document"),
                {"uploads": upload(EICAR, "a.exe"), "version": 1, "dated_on": "1 3 2026"},
            )
        )
        assert "a.exe: " in page
        assert "1 3 2026" in page
        assert Document.objects.get().replaced_by is None


class TestWithdraw:
    def test_it_is_kept_with_the_reason_and_opened_by_the_overseers_alone(
        self, cast, case, signed_in
    ):
        document = filed(case, cast)
        client = signed_in(cast.officer)
        client.post(url(document, "withdraw_document"), {"reason": "Wrong case", "version": 1})
        document.refresh_from_db()
        assert (document.withdrawn_by, document.withdrawn_reason) == (cast.officer, "Wrong case")
        assert "Wrong case" in text_of(client.get(url(document)))
        assert client.get(url(document, "download_document")).status_code == 403
        overseer = signed_in(cast.coordinator)
        assert overseer.get(url(document, "download_document")).status_code == 200
        entry = Entry.objects.get(verb="document.withdrawn")
        assert entry.reason == "Wrong case"
        event = CaseEvent.objects.get(kind="document")
        assert event.title.startswith("Document, withdrawn since")

    def test_it_leaves_the_list_unless_asked_for(self, cast, case, signed_in):
        withdraw_document(
            filed(case, cast, title="Gone"), by=cast.officer, version=1, reason="Wrong case"
        )
        address, client = reverse("case_documents", args=[case.reference]), signed_in(cast.officer)
        assert "Gone" not in text_of(client.get(address))
        assert "Gone" in text_of(client.get(f"{address}?show=all"))

    def test_it_needs_a_reason(self, cast, case, signed_in):
        document = filed(case, cast)
        signed_in(cast.officer).post(url(document, "withdraw_document"), {"version": 1})
        document.refresh_from_db()
        assert document.is_current


class TestChange:
    def test_a_change_is_logged_with_codes_but_without_words(self, cast, case, signed_in):
        document = filed(case, cast, title="Old words")
        data = {"title": "New words", "kind": "report", "handling": "own", "version": 1}
        assert (
            post_to(signed_in(cast.officer), "change_document", document.pk, data).status_code
            == 302
        )
        changes = Entry.objects.get(verb="document.changed").changes
        assert changes == {
            "title": "changed",
            "kind": ["other", "report"],
            "handling": ["share", "own"],
        }
        assert CaseEvent.objects.get(kind="document").handling == "own"

    def test_somebody_elses_change_is_shown_beside_what_was_typed(self, cast, case, signed_in):
        document = filed(case, cast)
        change_document(document, by=cast.coordinator, version=1, title="Theirs")
        data = {"title": "Mine", "kind": "report", "handling": "share", "version": 1}
        client = signed_in(cast.officer)
        page = text_of(post_to(client, "change_document", document.pk, data))
        assert "“Theirs”" in page
        assert 'value="Mine"' in page
        assert (
            post_to(client, "change_document", document.pk, {**data, "version": 2}).status_code
            == 302
        )
        document.refresh_from_db()
        assert document.title == "Mine"

    def test_saving_what_is_there_changes_nothing(self, cast, case):
        document = filed(case, cast, title="Same")
        assert change_document(document, by=cast.officer, version=1, title="Same").version == 1
        assert not Entry.objects.filter(verb="document.changed").exists()


class TestEvidence:
    def end(self, client, action, *uploads, **said):
        data = {"status": "done", "outcome": "Visited", **said, "uploads": list(uploads)}
        return client.post(reverse("action", args=[action.pk]), data)

    @pytest.fixture
    def action(self, cast, case):
        return add_action(
            case,
            by=cast.coordinator,
            wording="Visit",
            owner=cast.officer,
            agency=cast.housing,
            due_on=timezone.localdate(),
        )

    def test_files_show_what_became_of_an_action(self, cast, action, signed_in):
        client = signed_in(cast.officer)
        assert self.end(client, action, upload(), upload(picture(), "door.jpg")).status_code == 302
        action.refresh_from_db()
        assert action.status == "done"
        assert action.documents.count() == 2
        assert "door" in text_of(client.get(reverse("action", args=[action.pk])))

    def test_what_was_right_is_kept_when_a_file_is_refused_and_what_was_typed_too(
        self, cast, action, signed_in
    ):
        page = text_of(self.end(signed_in(cast.officer), action, upload(), upload(b"MZ", "a.exe")))
        action.refresh_from_db()
        assert action.status == "open"
        assert action.documents.get().title == "Letter"
        assert "a.exe: It is a program" in page
        assert "Visited" in page

    def test_an_agency_that_sees_the_summary_alone_reads_what_it_filed_and_finds_back(
        self, cast, case, signed_in
    ):
        share_case(case, by=None, agency=cast.health, level="summary", reason="Told")
        theirs = add_action(
            case,
            by=cast.coordinator,
            wording="Call",
            owner=cast.partner,
            agency=cast.health,
            due_on=timezone.localdate(),
        )
        client = signed_in(cast.partner)
        assert self.end(client, theirs, upload()).status_code == 302
        page = text_of(client.get(url(theirs.documents.get())))
        assert reverse("action", args=[theirs.pk]) in page
        assert reverse("case_documents", args=[case.reference]) not in page

    def test_an_ended_action_takes_no_more(self, cast, action, signed_in):
        end_action(action, by=cast.officer, status="done", outcome="Visited")
        self.end(signed_in(cast.officer), action, upload())
        assert not Document.objects.exists()


def test_the_tab_and_a_document_cost_the_same_with_ten_and_with_thirty(cast, case, signed_in):
    client = signed_in(cast.officer)
    first = filed(case, cast)
    addresses = (reverse("case_documents", args=[case.reference]), url(first))
    client.get(addresses[0])
    costs = []
    for more in (9, 20):
        for number in range(more):
            filed(case, cast, title=f"Number {more} {number}")
        costs.append([queries_of(client, "get", address) for address in addresses])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 15


def test_deleting_a_case_takes_its_documents_along(cast, case):
    document = filed(case, cast)
    replace_document(document, by=cast.officer, version=1, content=PDF, name="a.pdf")
    Case.objects.get(pk=case.pk).delete()
    assert not Document.objects.exists()


def test_bytes_may_come_from_an_open_file(cast, case):
    assert filed(case, cast, content=io.BytesIO(PDF)).file.kind == "pdf"
