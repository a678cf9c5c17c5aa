"""Filters worth keeping: under a name, shared within an agency, the last one remembered."""

import pytest
from django.urls import reverse

from accounts.models import Role
from cases.models import SavedView
from cases.services.views import save_view
from tests.people import a_case, person_of

pytestmark = pytest.mark.django_db
LISTS = {
    "cases": "status=open",
    "referrals": "status=draft",
    "actions": "whose=mine&due=overdue",
    "case_reviews": "state=overdue",
}


def save(client, list_name, query, **said):
    address = reverse("save_view", args=[list_name])
    return client.post(f"{address}?{query}", {"name": "Ours", **said})


def listed(client, list_name):
    page = client.get(reverse(f"list_{list_name}"))
    return [view.name for view in page.context["views"]]


@pytest.mark.parametrize("list_name", LISTS)
def test_a_view_of_each_list_is_saved_opened_and_deleted(cast, signed_in, list_name):
    client, query = signed_in(cast.officer), LISTS[list_name]
    page = client.get(f"{reverse(f'list_{list_name}')}?{query}").content.decode()
    assert reverse("save_view", args=[list_name]) in page
    shown = client.get(f"{reverse('save_view', args=[list_name])}?{query}").content.decode()
    assert "It shows" in shown
    answer = save(client, list_name, query)
    assert answer.url == f"{reverse(f'list_{list_name}')}?{query}"
    assert listed(client, list_name) == ["Ours"]
    assert answer.url.replace("&", "&amp;") in client.get(reverse("list_views")).content.decode()
    view = SavedView.objects.get(name="Ours")
    client.post(reverse("delete_view", args=[view.pk]))
    assert listed(client, list_name) == []


def test_it_keeps_the_filters_and_nothing_else(cast, signed_in):
    client = signed_in(cast.officer)
    save(client, "cases", "status=open&after=abc&before=d&words=Holloway&category=")
    assert SavedView.objects.get(name="Ours").query == "status=open"
    answer = save(client, "cases", "after=abc", name="Nothing")
    assert answer.url == reverse("list_cases")
    assert not SavedView.objects.filter(name="Nothing").exists()


def test_the_same_name_is_replaced(cast, signed_in):
    client = signed_in(cast.officer)
    save(client, "cases", "status=open")
    save(client, "cases", "status=closed")
    assert SavedView.objects.get(name="Ours").query == "status=closed"


def test_a_shared_one_is_for_colleagues_and_for_no_other_agency(cast, signed_in):
    colleague = person_of(Role.OFFICER, cast.housing)
    client = signed_in(cast.officer)
    save(client, "cases", "status=open", is_shared="on")
    save(client, "cases", "status=closed", name="Private")
    assert listed(signed_in(colleague), "cases") == ["Ours"]
    assert listed(signed_in(cast.outsider), "cases") == []
    assert "Ours" not in signed_in(cast.outsider).get(reverse("list_views")).content.decode()


def test_only_its_owner_deletes_it(cast, signed_in):
    view = save_view(
        by=cast.officer, list_name="cases", name="Ours", query="", shared_with=cast.housing
    )
    colleague = person_of(Role.OFFICER, cast.housing)
    for who in (colleague, cast.coordinator, cast.outsider):
        answer = signed_in(who).post(reverse("delete_view", args=[view.pk]))
        assert answer.status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_sharing_a_view_opens_no_case(cast, signed_in):
    case = a_case(cast)
    save(signed_in(cast.officer), "cases", "status=open", is_shared="on")
    page = signed_in(cast.outsider).get(reverse("list_cases") + "?status=open")
    assert case.reference not in page.content.decode()


def test_the_last_look_at_a_list_is_remembered_for_oneself(cast, signed_in):
    client = signed_in(cast.officer)
    address = reverse("list_cases")
    assert "last looked at" not in client.get(address).content.decode()
    client.get(f"{address}?status=open")
    client.get(f"{address}?risk_band=high&after=abc")
    assert client.get(address).context["last_query"] == "risk_band=high"
    assert client.get(reverse("list_actions")).context["last_query"] == ""
    assert listed(client, "cases") == []
    colleague = person_of(Role.OFFICER, cast.housing)
    assert signed_in(colleague).get(address).context["last_query"] == ""


def test_a_look_that_is_no_filter_is_not_remembered(cast, signed_in):
    client = signed_in(cast.officer)
    client.get(reverse("list_cases") + "?status=nonsense")
    assert client.get(reverse("list_cases")).context["last_query"] == ""


def test_a_list_that_is_none_is_not_found(cast, signed_in):
    assert save(signed_in(cast.officer), "victims", "status=open").status_code == 404
    assert save(signed_in(cast.dpo), "cases", "status=open").status_code == 403
