"""The rehearsal: loaded once, something on every page, every link leading somewhere."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from accounts.models import User
from audit.services import find_tampering
from cases.models import Case
from home.rehearsal.northbridge import ACCOUNTS, PASSWORD

NAMES = [seed.name for seed in ACCOUNTS]
PROMISED = {
    "coordinator",
    "cochair.police",
    "cochair.council",
    "officer.housing",
    "victim.worker",
    "offender.manager",
    "analyst",
    "dpo",
    "admin",
    "outsider",
}
EMPTY = "concord-empty"
OWE_NOTHING = {"analyst", "dpo", "admin"}
WAIT_FOR_TIME = {"retention", "jobs"}  # nothing is old enough; the worker has not begun


def signed_in_as(name):
    client = Client()
    client.force_login(
        User.objects.get(email=f"{name}@rehearsal.example"),
        backend="accounts.backends.CurrentPeople",
    )
    return client


def links_of(response, at):
    """The addresses of ours that a page leads to."""
    text = re.sub(r"<!--.*?-->", "", response.content.decode(), flags=re.DOTALL)
    for href in re.findall(r'<a [^>]*href="([^"#]+)', text):
        parts = urlsplit(href.replace("&amp;", "&"))
        if parts.scheme or parts.netloc or parts.path.startswith("/static/"):
            continue
        yield (parts.path or at) + (f"?{parts.query}" if parts.query else "")


def test_there_is_an_account_for_every_role_promised():
    assert set(NAMES) >= PROMISED


def test_the_printed_password_lets_every_account_in(northbridge, capsys):
    call_command("rehearsal", accounts=True)
    printed = capsys.readouterr().out
    assert PASSWORD in printed
    for name in NAMES:
        assert f"{name}@rehearsal.example" in printed
        client = Client()
        form = {"login": f"{name}@rehearsal.example", "password": PASSWORD}
        assert client.post(reverse("account_login"), form).status_code == 302
        page = client.get(reverse("my_work"))
        assert page.status_code == 200
        assert "rehearsal" in page.content.decode().lower()


def test_it_is_loaded_once(northbridge):
    before = Case.objects.count()
    with pytest.raises(CommandError):
        call_command("rehearsal")
    call_command("rehearsal", if_empty=True)
    assert Case.objects.count() == before


def test_its_log_is_whole(northbridge):
    assert find_tampering() == []


@pytest.mark.parametrize("name", NAMES)
def test_no_page_of_the_navigation_is_empty(northbridge, name):
    client = signed_in_as(name)
    for link in client.get(reverse("my_work")).context["navigation"]:
        page = client.get(link.url)
        assert page.status_code == 200, link.url
        where = resolve(link.url).url_name
        may_be = WAIT_FOR_TIME | ({"my_work"} if name in OWE_NOTHING else set())
        if name != "outsider" and where not in may_be:
            assert EMPTY not in page.content.decode(), link.url


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_every_link_leads_somewhere(northbridge, name):
    """From My work on, each kind of page once."""
    client = signed_in_as(name)
    waiting, seen = [(reverse("my_work"), "")], set()
    while waiting:
        url, source = waiting.pop(0)
        try:
            where = resolve(urlsplit(url).path).url_name
        except Resolver404:
            pytest.fail(f"{source} leads to {url}, which is no address")
        if where in seen:
            continue
        seen.add(where)
        response = client.get(url)
        assert response.status_code in {200, 302}, f"{source} leads to {url}"
        if response.get("Content-Type", "").startswith("text/html"):
            waiting += [(link, url) for link in links_of(response, url)]
    assert len(seen) > 5


def test_the_outsider_finds_none_of_it(northbridge):
    client = signed_in_as("outsider")
    for name in ("list_cases", "list_referrals", "list_actions", "download_cases"):
        response = client.get(reverse(name))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert not re.search(r"CSM-\d{4}-\d{4}", body.decode()), name
