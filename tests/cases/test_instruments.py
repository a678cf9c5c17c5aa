"""Risk matrices: drafted, published from a day, never changed again; and what makes one whole."""

import copy
import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from cases.models import RiskAssessment, RiskInstrument
from cases.queries import instrument_in_use
from cases.queries.instruments import instruments_on
from cases.risk_matrix import BANDS, band_faults, band_of, faults, most_of, ranges_of, total_of
from cases.services import (
    assess_risk,
    change_draft,
    draft_instrument,
    publish_instrument,
    start_instrument,
    withdraw_instrument,
)
from cases.services.instruments import NameTaken, NoneLeft, NotWhole, TooEarly
from cases.workflow import StaleVersion, WrongStatus
from home.rehearsal import northbridge
from tests.people import QUESTIONS, a_case

BANDS_OF_TEST = {"standard": 0, "medium": 16, "high": 31}
TODAY = timezone.localdate


@pytest.fixture
def draft(cast):
    return draft_instrument(instrument_in_use(), by=cast.administrator)


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.administrator)


def publish(row, by, day=None):
    return publish_instrument(row, by=by, version=row.version, valid_from=day or TODAY())


def ask(client, name, row, data, *more):
    return client.post(reverse(name, args=[row.pk, *more]), {"version": row.version, **data})


def rows_of(prefix, *rows, spare=3):
    """The formset as a browser sends it."""
    data = {
        f"{prefix}-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
    }
    return {
        **data,
        f"{prefix}-TOTAL_FORMS": str(len(rows) + spare),
        f"{prefix}-INITIAL_FORMS": "0",
    }


# What makes a matrix whole.

points = st.integers(0, 20)
questions = st.lists(st.lists(points, min_size=2, max_size=5), min_size=1, max_size=8).map(
    lambda many: [
        {
            "key": f"q{n}",
            "text": f"Question {n}?",
            "answers": [
                {"key": str(a), "text": f"Answer {a}", "score": score}
                for a, score in enumerate(scores)
            ],
        }
        for n, scores in enumerate(many)
    ]
)


@given(questions, st.integers(-5, 200), st.integers(-5, 200), st.integers(-5, 200))
def test_bands_without_a_fault_give_every_total_one_band(asked, standard, medium, high):
    bands = {"standard": standard, "medium": medium, "high": high}
    most = most_of(asked)
    if band_faults(bands, most):
        return
    ranges = ranges_of(bands, most)
    assert [name for name, _, _ in ranges] == list(BANDS)
    covered = [total for _, low, high_end in ranges for total in range(low, high_end + 1)]
    assert covered == list(range(most + 1))
    for name, low, high_end in ranges:
        assert {band_of(bands, total) for total in range(low, high_end + 1)} == {name}


@given(st.dictionaries(st.sampled_from(BANDS), st.integers(-10, 60)), st.integers(0, 50))
def test_bands_that_overlap_leave_a_gap_or_are_missing_always_have_a_fault(bands, most):
    lowest = [bands.get(band) for band in BANDS]
    is_right = None not in lowest and lowest[0] == 0 and lowest[0] < lowest[1] < lowest[2] <= most
    assert (band_faults(bands, most) == {}) is is_right


@given(questions, st.data())
def test_a_higher_answer_never_means_a_lower_band(asked, data):
    most = most_of(asked)
    bands = {"standard": 0, "medium": most // 3 + 1, "high": most // 3 * 2 + 2}
    answers = {each["key"]: data.draw(st.sampled_from(each["answers"]))["key"] for each in asked}
    changed = data.draw(st.sampled_from(asked))
    best = max(changed["answers"], key=lambda answer: answer["score"])
    higher = {**answers, changed["key"]: best["key"]}
    before, after = total_of(asked, answers), total_of(asked, higher)
    assert before <= after <= most
    assert BANDS.index(band_of(bands, before)) <= BANDS.index(band_of(bands, after))


@pytest.mark.parametrize(
    "change",
    [
        lambda asked: asked.clear(),
        lambda asked: asked[0].update(text=" "),
        lambda asked: asked[1].update(key="often"),
        lambda asked: asked[0].update(key="Two Words"),
        lambda asked: asked[0]["answers"].clear(),
        lambda asked: asked[0]["answers"][0].update(text=""),
        lambda asked: asked[0]["answers"][0].update(text="yes"),
        lambda asked: asked[0]["answers"][0].update(key="yes"),
        lambda asked: asked[0]["answers"][0].update(score=-1),
        lambda asked: asked[0]["answers"][0].update(score=101),
    ],
)
def test_each_fault_of_a_question_is_found(change):
    asked = copy.deepcopy(QUESTIONS)
    change(asked)
    assert faults(asked, BANDS_OF_TEST)


def test_the_sample_is_whole_and_says_that_it_is_not_official():
    assert faults(northbridge.questions(), northbridge.BANDS) == []
    assert "not an official form" in northbridge.STANDING


# Drafting and publishing.


@pytest.mark.django_db
def test_publishing_a_new_version_leaves_old_totals_and_bands(cast, draft):
    case, old = a_case(cast), instrument_in_use()
    said = {"source": "case", "instrument": old, "answers": {"often": "yes", "worse": "yes"}}
    assess_risk(case, by=cast.officer, **said)
    before = list(RiskAssessment.objects.values())
    dearer = copy.deepcopy(QUESTIONS)
    for question in dearer:
        for answer in question["answers"]:
            answer["score"] *= 3
    bands = {"standard": 0, "medium": 1, "high": 2}
    change_draft(draft, by=cast.administrator, version=1, questions=dearer, bands=bands)
    publish(draft, cast.administrator)
    assert instrument_in_use() == draft
    assert list(RiskAssessment.objects.values()) == before
    case.refresh_from_db()
    assert (case.risk_total, case.risk_band) == (20, "medium")
    row = assess_risk(case, by=cast.officer, **{**said, "instrument": draft})
    assert (row.total, row.band) == (60, "high")


@pytest.mark.django_db
def test_a_published_version_never_changes(cast, client):
    row = instrument_in_use()
    before = RiskInstrument.objects.filter(pk=row.pk).values().get()
    with pytest.raises(WrongStatus):
        change_draft(row, by=cast.administrator, version=row.version, bands={"standard": 5})
    with pytest.raises(WrongStatus):
        publish(row, cast.administrator)
    for name in ("change_instrument", "change_bands", "change_suggestions", "add_question"):
        assert ask(client, name, row, {}).status_code == 403
    for name in ("change_question", "remove_question"):
        assert ask(client, name, row, {}, "often").status_code == 403
    assert RiskInstrument.objects.filter(pk=row.pk).values().get() == before


@pytest.mark.django_db
def test_somebody_who_saw_the_draft_before_it_was_published_changes_nothing(cast, draft):
    stale = RiskInstrument.objects.get(pk=draft.pk)
    publish(draft, cast.administrator)
    with pytest.raises(StaleVersion):
        change_draft(stale, by=cast.administrator, version=stale.version, bands={})
    assert RiskInstrument.objects.get(pk=draft.pk).bands == BANDS_OF_TEST


@pytest.mark.django_db
def test_there_is_one_draft_of_a_name_and_it_is_a_copy(cast, draft):
    old = instrument_in_use()
    assert (draft.edition, draft.status, draft.valid_from) == (2, "draft", None)
    assert (draft.questions, draft.bands) == (old.questions, old.bands)
    assert draft_instrument(old, by=cast.administrator) == draft


@pytest.mark.django_db
def test_a_version_begins_today_or_later_and_not_before_the_last(cast, draft):
    later = TODAY() + dt.timedelta(days=9)
    with pytest.raises(TooEarly):
        publish(draft, cast.administrator, TODAY() - dt.timedelta(days=1))
    publish(draft, cast.administrator, later)
    assert instrument_in_use().edition == 1
    third = draft_instrument(draft, by=cast.administrator)
    with pytest.raises(TooEarly):
        publish(third, cast.administrator, TODAY())
    publish(third, cast.administrator, later)
    assert instruments_on(later) == [third]


@pytest.mark.django_db
def test_a_draft_with_faults_is_not_published(cast):
    row = start_instrument(
        by=cast.administrator, name="Short", standing="Ours", purpose="", use="cases"
    )
    with pytest.raises(NotWhole) as refusal:
        publish(row, cast.administrator)
    assert {fault.part for fault in refusal.value.faults} == {"questions", "bands"}
    with pytest.raises(NameTaken):
        start_instrument(
            by=cast.administrator, name="SHORT", standing="Ours", purpose="", use="cases"
        )


@pytest.mark.django_db
def test_several_are_in_use_side_by_side_and_referrals_answer_theirs(cast):
    first = instrument_in_use()
    second = start_instrument(
        by=cast.administrator, name="First call", standing="Ours", purpose="Call", use="cases"
    )
    change_draft(
        second,
        by=cast.administrator,
        version=1,
        questions=QUESTIONS[:2],
        bands={"standard": 0, "medium": 5, "high": 15},
    )
    publish(second, cast.administrator)
    assert set(instruments_on(TODAY())) == {first, second}
    assert instrument_in_use() == first


@pytest.mark.django_db
def test_withdrawing_takes_every_version_out_of_use_and_keeps_what_was_assessed(cast, draft):
    case, old = a_case(cast), instrument_in_use()
    assess_risk(case, by=cast.officer, source="case", instrument=old, answers={"often": "yes"})
    publish(draft, cast.administrator)
    with pytest.raises(NoneLeft):
        withdraw_instrument(draft, by=cast.administrator, reason="Board")
    draft.refresh_from_db()
    assert draft.status == "published"
    other = start_instrument(
        by=cast.administrator, name="Other", standing="Ours", purpose="", use="referrals"
    )
    said = {"questions": QUESTIONS, "bands": BANDS_OF_TEST}
    change_draft(other, by=cast.administrator, version=1, **said)
    publish(other, cast.administrator)
    withdraw_instrument(draft, by=cast.administrator, reason="Board")
    assert instruments_on(TODAY()) == [other]
    assert RiskAssessment.objects.get().instrument == old
    assert Entry.objects.filter(verb="instrument.withdrawn", reason="Board").count() == 2


# On the screen.


@pytest.mark.django_db
def test_a_whole_matrix_is_made_on_the_screen(client, cast):
    about = {"purpose": "At first call", "standing": "Ours: not an official form", "use": "cases"}
    started = client.post(reverse("start_instrument"), {"name": "First call", **about})
    row = RiskInstrument.objects.get(name="First call")
    assert started.url == reverse("instrument", args=[row.pk])
    assert "Add at least one question" in client.get(started.url).content.decode()
    answers = rows_of("answers", {"text": "No", "score": "0"}, {"text": "Yes", "score": "20"})
    question = {"text": "Are they afraid?", "key": "afraid", "place": "1", **answers}
    assert ask(client, "add_question", row, question).status_code == 302
    row.refresh_from_db()
    bands = {"standard_from": "0", "medium_from": "10", "high_from": "20", "high_days": "7"}
    assert ask(client, "change_bands", row, bands).status_code == 302
    row.refresh_from_db()
    action = {"band": "high", "wording": "Visit", "agency_kind": "police", "days": "1"}
    assert ask(client, "change_suggestions", row, rows_of("actions", action)).status_code == 302
    row.refresh_from_db()
    assert row.consequence("high") == {
        "review_days": 7,
        "priority": "",
        "actions": [{"wording": "Visit", "agency_kind": "police", "days": 1}],
    }
    assert ask(client, "publish_instrument", row, {"valid_from": "today"}).status_code == 302
    assert row in instruments_on(TODAY())
    verbs = set(Entry.objects.filter(subject=f"risk instrument {row.pk}").values_list("verb"))
    assert verbs == {
        ("instrument.drafted",), ("instrument.changed",), ("instrument.published",)
    }  # fmt: skip
    listed = client.get(reverse("list_instruments")).content.decode()
    assert "Ours: not an official form" in listed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("bands", "wrong"),
    [
        ({"standard_from": "0", "medium_from": "16", "high_from": ""}, "high_from"),
        ({"standard_from": "3", "medium_from": "16", "high_from": "31"}, "standard_from"),
        ({"standard_from": "0", "medium_from": "31", "high_from": "31"}, "high_from"),
        ({"standard_from": "0", "medium_from": "0", "high_from": "31"}, "medium_from"),
        ({"standard_from": "0", "medium_from": "16", "high_from": "41"}, "high_from"),
        ({"standard_from": "0", "medium_from": "x", "high_from": "31"}, "medium_from"),
    ],
)
def test_bands_that_are_wrong_say_so_by_the_field(client, draft, bands, wrong):
    page = ask(client, "change_bands", draft, bands)
    assert wrong in page.context["form"].errors
    draft.refresh_from_db()
    assert draft.bands == BANDS_OF_TEST


@pytest.mark.django_db
def test_a_question_that_is_wrong_says_so_by_the_field(client, draft):
    rows = rows_of("answers", {"text": "No", "score": "0"}, {"text": "no", "score": ""})
    page = ask(client, "add_question", draft, {"text": "", "key": "often", "place": "0", **rows})
    assert set(page.context["form"].errors) == {"text", "key", "place"}
    assert set(page.context["formset"].errors[1]) == {"text", "score"}
    lone = rows_of("answers", {"text": "No", "score": "0"})
    page = ask(client, "add_question", draft, {"text": "A?", "key": "a", "place": "1", **lone})
    assert page.context["formset"].errors[1]["text"]
    draft.refresh_from_db()
    assert draft.questions == QUESTIONS


@pytest.mark.django_db
def test_a_question_is_changed_moved_and_taken_out(client, draft):
    kept = [{"text": each["text"], "score": "1", "key": each["key"]} for each in
            QUESTIONS[0]["answers"]]  # fmt: skip
    rows = rows_of("answers", *kept, {"text": "Every day", "score": "30", "key": "yes"})
    changed = {"text": "How often?", "key": "often", "place": "4", **rows}
    assert ask(client, "change_question", draft, changed, "often").status_code == 302
    draft.refresh_from_db()
    assert [each["key"] for each in draft.questions] == ["worse", "target", "health", "often"]
    answers = draft.questions[3]["answers"]
    assert [each["key"] for each in answers] == ["no", "some", "yes", "0"]
    assert ask(client, "remove_question", draft, {}, "often").status_code == 302
    draft.refresh_from_db()
    assert len(draft.questions) == 3
    assert ask(client, "change_question", draft, {}, "often").status_code == 404


@pytest.mark.django_db
def test_a_stale_save_keeps_what_was_typed(cast, client, draft):
    change_draft(draft, by=cast.administrator, version=1, purpose="Theirs")
    typed = {"purpose": "Mine", "standing": "Ours", "use": "cases", "version": "1"}
    page = ask(client, "change_instrument", draft, typed)
    assert "Somebody changed this draft" in page.content.decode()
    assert 'value="Mine"' in page.content.decode()
    draft.refresh_from_db()
    assert draft.purpose == "Theirs"
    again = ask(client, "change_instrument", draft, {**typed, "version": draft.version})
    assert again.status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["", "x", "9" * 40])
def test_a_forged_version_saves_nothing(client, draft, version):
    bands = {"standard_from": "0", "medium_from": "1", "high_from": "2", "version": version}
    assert ask(client, "change_bands", draft, bands).status_code == 200
    draft.refresh_from_db()
    assert draft.bands == BANDS_OF_TEST


@pytest.mark.django_db
def test_coordinators_look_and_change_nothing(cast, signed_in, draft):
    coordinator = signed_in(cast.coordinator)
    page = coordinator.get(reverse("instrument", args=[draft.pk])).content.decode()
    assert "Does it happen every week?" in page
    assert "Add a question" not in page
    for name in ("change_instrument", "change_bands", "publish_instrument", "withdraw_instrument"):
        assert coordinator.get(reverse(name, args=[draft.pk])).status_code == 403
    for who in (cast.officer, cast.cochair_police, cast.dpo):
        assert signed_in(who).get(reverse("list_instruments")).status_code == 403
