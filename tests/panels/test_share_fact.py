"""What agencies share has its own slots: who says it, fact or opinion, how it is handled."""

from django.urls import reverse

from audit.models import Entry
from cases.models import Handling
from panels import services
from panels.models import SharedFact
from tests.panels.meetings import started
from tests.people import Cast


def fact(item, cast: Cast, **said):
    fields = {
        "agency": cast.housing,
        "text": "Two visits",
        "is_opinion": False,
        "handling": Handling.SHARE,
        **said,
    }
    return services.share_fact(item, by=cast.coordinator, **fields)


def test_it_is_written_down_with_its_source(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    url = reverse("screen_fact", args=[item.meeting.reference, item.pk])
    typed = {
        "fact-agency": cast.housing.pk,
        "fact-text": "Two visits",
        "fact-is_opinion": "yes",
        "fact-handling": "own",
    }
    page = signed_in(cast.coordinator).post(url, typed, follow=True).content.decode()
    row = SharedFact.objects.get()
    assert (row.agency, row.is_opinion, row.handling) == (cast.housing, True, "own")
    assert "Two visits" in page
    entry = Entry.objects.get(verb="fact.shared")
    assert "Two visits" not in str(entry.changes)


def test_nothing_typed_is_lost_when_something_is_missing(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    url = reverse("screen_fact", args=[item.meeting.reference, item.pk])
    page = signed_in(cast.coordinator).post(url, {"fact-text": "Two visits"}).content.decode()
    assert "Two visits</textarea>" in page
    assert "Answer this question: Who shares it?" in page
    assert not SharedFact.objects.exists()


def test_a_stale_change_shows_both(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    row = fact(item, cast)
    url = reverse("change_fact", args=[item.meeting.reference, item.pk, row.pk])
    typed = {
        "fact-agency": cast.housing.pk,
        "fact-text": "Three visits",
        "fact-is_opinion": "no",
        "fact-handling": "share",
        "fact-version": 1,
    }
    signed_in(cast.coordinator).post(url, {**typed, "fact-text": "Four visits"})
    page = signed_in(cast.cochair_police).post(url, typed).content.decode()
    assert "Four visits" in page
    assert "Three visits</textarea>" in page
    assert SharedFact.objects.get().text == "Four visits"


def test_what_an_agency_keeps_to_itself_only_it_and_the_chairs_read(cast: Cast) -> None:
    _, [item] = started(cast)
    fact(item, cast, agency=cast.police, handling=Handling.OWN)
    assert not SharedFact.objects.visible_to(cast.officer).exists()
    assert SharedFact.objects.visible_to(cast.cochair_council).exists()
    fact(item, cast, handling=Handling.OWN)
    assert SharedFact.objects.visible_to(cast.officer).count() == 1


def test_taking_it_out_leaves_no_text(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    row = fact(item, cast)
    url = reverse("take_fact_back", args=[item.meeting.reference, item.pk, row.pk])
    signed_in(cast.coordinator).post(url)
    assert not SharedFact.objects.exists()
    assert Entry.objects.get(verb="fact.taken_back").operation == "erasure"
