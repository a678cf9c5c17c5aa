"""Several people drive one screen: fields merge by themselves, and nobody's text is overwritten."""

import json
from itertools import count

import pytest
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from audit.models import Entry
from cases.workflow import WrongStatus
from panels import services
from panels.models import DraftField
from panels.services.drafts import seen_of
from panels.views.merging import marks_of, merge
from tests.panels.meetings import lock, say, started
from tests.people import Cast
from ui.line_ends import plain_ends

REASON = "record-decision_reason"


def url_of(item, name: str) -> str:
    return reverse(name, args=[item.meeting.reference, item.pk])


def send(client, item, **fields):
    body = {"fields": {name.replace("__", "-"): said for name, said in fields.items()}}
    return client.post(url_of(item, "screen_type"), json.dumps(body), "application/json")


def said(text: str, before: str = "") -> dict[str, str]:
    return {"text": text, "seen": seen_of(before)}


def state(client, item, tag: str = ""):
    return client.get(url_of(item, "screen_state"), headers={"If-None-Match": tag})


def test_what_one_types_the_other_sees_with_the_name(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    police, council = signed_in(cast.cochair_police), signed_in(cast.cochair_council)
    tag = state(council, item).json()["tag"]
    assert state(council, item, tag).status_code == 204
    assert send(police, item, record__decision_reason=said("Calls")).json()["saved"]
    new = state(council, item, tag)
    field = new.json()["fields"][REASON]
    assert (field["text"], field["who"]) == ("Calls", cast.cochair_police.given_name)
    assert "is typing in Reason for the decision" in new.json()["parts"]["here"]


def test_a_record_saved_at_any_moment_empties_no_field_of_the_others(cast: Cast, signed_in) -> None:
    """The other page reads while this one saves: after its first query, its second, and so on."""
    _, [item] = started(cast)
    client = signed_in(cast.cochair_council)
    send(client, item, record__facts_shared=said("Three calls this month."))
    for moment in count(1):
        saves = SaveAfter(moment, lambda: say(item, cast))
        with transaction.atomic(), connection.execute_wrapper(saves):
            fields = state(client, item).json()["fields"]
            transaction.set_rollback(True)
        assert fields["record-facts_shared"]["text"] == "Three calls this month.", moment
        if not saves.done:
            break
    assert moment > 10


class SaveAfter:
    """Have something else happen in the database after so many queries of a request."""

    def __init__(self, queries: int, act) -> None:
        self.left, self.act, self.done = queries, act, False

    def __call__(self, execute, *call):
        result = execute(*call)
        self.left -= 1
        if not self.left:
            self.done = True
            self.act()
        return result


def test_another_text_in_the_same_field_is_answered_and_not_overwritten(
    cast: Cast, signed_in
) -> None:
    _, [item] = started(cast)
    send(signed_in(cast.cochair_police), item, record__decision_reason=said("Police"))
    answer = send(
        signed_in(cast.cochair_council),
        item,
        record__decision_reason=said("Council"),
        record__decision=said("close"),
    ).json()
    assert answer["differs"][REASON]["text"] == "Police"
    assert answer["differs"][REASON]["who"] == cast.cochair_police.given_name
    assert list(answer["saved"]) == ["record-decision"]
    assert DraftField.objects.get(name=REASON).text == "Police"


def test_a_text_of_ones_own_stays_ones_own(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    police, council = signed_in(cast.cochair_police), signed_in(cast.cochair_council)
    send(police, item, fact__text=said("Seen on Monday"))
    assert state(police, item).json()["fields"]["fact-text"]["text"] == "Seen on Monday"
    assert state(council, item).json()["fields"]["fact-text"]["text"] == ""
    assert not any(":" in name for name in state(council, item).json()["fields"])


def test_typing_undoes_no_agreement_of_the_minutes(cast: Cast, signed_in) -> None:
    meeting, [item] = started(cast)
    say(item, cast)
    version = meeting.version
    send(signed_in(cast.cochair_police), item, record__decision_reason=said("x", "y"))
    meeting.refresh_from_db()
    assert meeting.version == version + 1  # the record, and not the typing


def test_a_saved_record_leaves_no_draft_and_the_lock_leaves_none_at_all(
    cast: Cast, signed_in
) -> None:
    meeting, [item] = started(cast)
    client = signed_in(cast.cochair_police)
    send(client, item, record__decision_reason=said("Calls"), fact__text=said("Half a"))
    say(item, cast)
    assert [each.name for each in DraftField.objects.all()] == [
        f"fact-text:{cast.cochair_police.pk}"
    ]
    lock(meeting, cast)
    assert not DraftField.objects.exists()
    assert send(client, item, record__decision=said("close")).status_code == 403
    with pytest.raises(WrongStatus):
        services.type_field(item, by=cast.cochair_police, name=REASON, text="x", seen="")


@pytest.mark.parametrize(
    "body",
    ["", "[]", "null", '{"fields": 3}', '{"fields": {"password": {"text": "", "seen": ""}}}'],
)
def test_what_no_page_sends_is_refused(cast: Cast, signed_in, body: str) -> None:
    _, [item] = started(cast)
    client = signed_in(cast.cochair_police)
    answer = client.post(url_of(item, "screen_type"), body, "application/json")
    assert answer.status_code == 400


def test_asking_keeps_no_session_alive(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    client = signed_in(cast.cochair_police)
    client.get(url_of(item, "screen_item"))
    session = client.session
    session["active"] = 1
    session.save()
    state(client, item)
    assert client.session["active"] == 1
    client.get(url_of(item, "screen_item"))
    assert client.session["active"] > 1


def test_the_question_costs_five_queries(cast: Cast, signed_in, django_assert_num_queries) -> None:
    _, [item] = started(cast)
    client = signed_in(cast.cochair_police)
    tag = state(client, item).json()["tag"]
    with django_assert_num_queries(5):
        assert state(client, item, tag).status_code == 204


def test_nothing_typed_is_in_the_log(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    send(signed_in(cast.cochair_police), item, record__decision_reason=said("Secretly"))
    assert not any("Secretly" in str(each.changes) for each in Entry.objects.all())


def test_an_action_half_typed_holds_the_meeting_at_its_case(cast: Cast, signed_in) -> None:
    _, [first, _] = started(cast, cases=2)
    say(first, cast)
    client = signed_in(cast.cochair_police)
    send(client, first, action__wording=said("Visit the flat"))
    page = client.post(url_of(first, "screen_next"), follow=True).content.decode()
    assert "Give an owner and an agency and a date to the action “Visit the flat”" in page
    send(client, first, action__wording=said("", "Visit the flat"))
    assert "Before the next case" not in client.post(url_of(first, "screen_next")).content.decode()


def test_a_record_changed_since_it_was_saved_holds_the_meeting_too(cast: Cast, signed_in) -> None:
    _, [first, _] = started(cast, cases=2)
    say(first, cast)
    client = signed_in(cast.cochair_police)
    send(client, first, record__decision_reason=said("Other", "Visits are to continue."))
    page = client.post(url_of(first, "screen_next"), follow=True).content.decode()
    assert "Save the record: it has changed since it was saved" in page


def test_the_clock_runs_for_the_case_the_meeting_is_at(cast: Cast, signed_in) -> None:
    meeting, [first, second] = started(cast, cases=2)
    services.hear_case(first, by=cast.cochair_police)
    say(first, cast)
    signed_in(cast.cochair_council).post(url_of(first, "screen_next"))
    meeting.refresh_from_db()
    assert meeting.heard_item == second
    parts = state(signed_in(cast.cochair_police), first).json()["parts"]
    assert "The meeting is at" in parts["here"]
    assert second.case.reference in parts["here"]


texts = st.text(alphabet="abc\r\n", max_size=4)
forms = st.fixed_dictionaries({"one": texts, "two": texts})


@given(was=forms, mine=forms, theirs=forms)
@example(was={"one": "\n"}, mine={"one": "\r\r\n"}, theirs={"one": ""})
def test_a_merge_keeps_every_change_or_says_so(was, mine, theirs) -> None:
    def plain(form):
        return {name: plain_ends(text) for name, text in form.items()}

    was, theirs = plain(was), plain(theirs)
    merged = merge(mine, theirs, marks_of(was))
    for name, typed in plain(mine).items():
        i_changed, they_changed = typed != was[name], theirs[name] != was[name]
        if i_changed and they_changed and typed != theirs[name]:
            assert (merged.texts[name], merged.theirs[name]) == (typed, theirs[name])
        elif i_changed:
            assert merged.texts[name] == typed
        else:
            assert merged.texts[name] == theirs[name]
