"""A returned referral: each question beside the section it is about, each answer kept."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import ReferralQuestion, ReferralStatus
from cases.services import answer_questions, return_referral
from tests.cases.answers import ANSWERS
from tests.cases.desk import sent_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(cast, signed_in):
    referral = sent_referral(cast)
    signed_in(cast.coordinator).post(
        reverse("return_referral", args=[referral.reference]),
        {"reason": "Why now?", "ask-incidents": "Who saw it?"},
    )
    referral.refresh_from_db()
    return referral


def section(client, referral, key, data=None):
    url = reverse("referral_section", args=[referral.reference, key])
    if data is None:
        return client.get(url)
    referral.refresh_from_db()
    return client.post(url, {"version": referral.version, **data})


def question(section_key):
    return ReferralQuestion.objects.get(section=section_key)


def test_the_coordinator_asks_in_general_and_by_section(cast, returned):
    assert returned.status == ReferralStatus.RETURNED
    asked = [(each.section, each.text) for each in returned.questions.all()]
    assert sorted(asked) == [("", "Why now?"), ("incidents", "Who saw it?")]
    assert returned.questions.first().asked_by == cast.coordinator


def test_a_return_without_a_question_is_refused(cast, signed_in):
    referral = sent_referral(cast)
    page = signed_in(cast.coordinator).post(
        reverse("return_referral", args=[referral.reference]), {"ask-why": " "}
    )
    assert page.context["form"].errors["reason"] == [
        "Ask at least one question, here or about a section"
    ]


def test_the_author_finds_each_where_it_belongs(cast, signed_in, returned):
    client = signed_in(cast.officer)
    tasks = client.get(reverse("referral", args=[returned.reference])).content.decode()
    assert tasks.count("Question to answer") == 2
    assert "Who saw it?" in section(client, returned, "incidents").content.decode()
    assert "Who saw it?" not in section(client, returned, "why").content.decode()
    general = client.get(reverse("answer_questions", args=[returned.reference]))
    assert "Why now?" in general.content.decode()


def test_a_section_is_saved_but_asks_again_until_its_question_is_answered(
    cast, signed_in, returned
):
    client = signed_in(cast.officer)
    page = section(client, returned, "incidents", ANSWERS["incidents"])
    assert "Answer the coordinator’s question" in page.content.decode()
    data = {**ANSWERS["incidents"], f"reply-{question('incidents').pk}": "A neighbour."}
    assert section(client, returned, "incidents", data).status_code == 302
    said = question("incidents")
    assert (said.answer, said.answered_by) == ("A neighbour.", cast.officer)
    returned.refresh_from_db()
    assert not any(name.startswith("reply-") for name in returned.answers["incidents"]["typed"])


def test_a_reply_is_kept_even_if_the_section_is_wrong(cast, signed_in, returned):
    data = {"incidents-TOTAL_FORMS": "1", "incidents-INITIAL_FORMS": "0"}
    reply = {f"reply-{question('incidents').pk}": "A neighbour."}
    page = section(signed_in(cast.officer), returned, "incidents", {**data, **reply})
    assert page.status_code == 200
    assert question("incidents").answer == "A neighbour."


def test_it_cannot_be_sent_again_before_every_question_is_answered(cast, signed_in, returned):
    client = signed_in(cast.officer)
    send = reverse("send_referral", args=[returned.reference])
    client.post(send)
    returned.refresh_from_db()
    assert returned.status == ReferralStatus.RETURNED
    check = client.get(reverse("check_referral", args=[returned.reference])).content.decode()
    assert "Answer the coordinator’s questions" in check
    assert "Send referral" not in check
    client.post(
        reverse("answer_questions", args=[returned.reference]),
        {f"reply-{question('').pk}": "It got worse."},
    )
    answer_questions(returned, by=cast.officer, replies={question("incidents").pk: "A neighbour."})
    client.post(send)
    returned.refresh_from_db()
    assert returned.status == ReferralStatus.SENT


def test_questions_and_answers_stay_for_both_to_read(cast, signed_in, returned):
    replies = {each.pk: f"Reply {each.pk}" for each in returned.questions.all()}
    answer_questions(returned, by=cast.officer, replies=replies)
    signed_in(cast.officer).post(reverse("send_referral", args=[returned.reference]))
    page = signed_in(cast.coordinator).get(reverse("referral", args=[returned.reference]))
    text = page.content.decode()
    for said in ("Who saw it?", "Why now?", *replies.values()):
        assert said in text


def test_an_answer_once_given_is_not_overwritten(cast, returned):
    pk = question("").pk
    assert answer_questions(returned, by=cast.officer, replies={pk: "First"}) == 1
    assert answer_questions(returned, by=cast.officer, replies={pk: "Second"}) == 0
    assert question("").answer == "First"
    assert Entry.objects.filter(verb="referral.questions_answered").count() == 1


def test_the_questions_of_another_referral_are_out_of_reach(cast, returned):
    other = sent_referral(cast)
    return_referral(other, by=cast.coordinator, reason="Where?")
    pk = other.questions.get().pk
    assert answer_questions(returned, by=cast.officer, replies={pk: "Mine"}) == 0


def test_a_stranger_sees_no_question(cast, returned):
    for who in (cast.outsider, cast.partner, cast.dpo, cast.analyst):
        assert not ReferralQuestion.objects.visible_to(who).exists()
