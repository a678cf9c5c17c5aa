"""A real installation behind a real browser; each person in a session apart."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.desk import Desk
from tests.services.installation import ROOT, Installation, kill_all, wait_until

PLACES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GROUND = """
from django.db import transaction
from home.rehearsal.base import lay_ground, lay_panel
from people.services import add_person
with transaction.atomic():
    lay_ground()
    lay_panel()
    add_person(by=None, given_name="Craig", family_name="Dunmore")
"""


def find_browser() -> str:
    """The path of a Chromium; empty where Playwright's own is to be tried."""
    named = os.environ.get("CONCORD_BROWSER", "")
    found = [named, *(shutil.which(place) or "" for place in PLACES)]
    return next((path for path in found if path), "")


# Of one file: while Playwright runs, Django takes its loop for an asynchronous program and refuses
# to touch a database in this process, so the tests after the journeys would all fail.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium; without one the journeys are skipped, or fail with REQUIRE_BROWSER=1."""
    with sync_playwright() as playwright:
        try:
            running = playwright.chromium.launch(executable_path=find_browser() or None, args=FLAGS)
        except Exception as missing:
            if os.environ.get("REQUIRE_BROWSER") == "1":
                raise
            pytest.skip(f"No Chromium was found, so no browser journey ran ({missing!s:.60})")
        yield running
        running.close()


@pytest.fixture(scope="session")
def northbridge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that holds Northbridge without history: each journey gets a
    copy."""
    var = tmp_path_factory.mktemp("northbridge-for-journeys")
    made = Installation(var, f"sqlite:///{var}/concord.sqlite3", "")
    made.manage("migrate", "-v", "0")
    made.manage("collectstatic", "--no-input", "-v", "0")
    made.python(GROUND)
    return var


@pytest.fixture(scope="module")
def installation(
    northbridge: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """Northbridge without history, on SQLite and the broker of a folder; anew for each file."""
    var = tmp_path_factory.mktemp("browser")
    shutil.copytree(northbridge, var, dirs_exist_ok=True)
    made = Installation(var, f"sqlite:///{var}/concord.sqlite3", "")
    port = _free_port()
    made.environ |= {"PORT": str(port), "SITE_ADDRESS": f"http://127.0.0.1:{port}"}
    with _web(made, port), made.worker(), _beat(made):
        yield made


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _web(installation: Installation, port: int) -> Iterator[None]:
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    with _process(installation, *gunicorn, "--threads", "4", "--no-control-socket"):
        wait_until(lambda: _answers(port), "the web process answers")
        yield


@contextmanager
def _beat(installation: Installation) -> Iterator[None]:
    with _process(
        installation, sys.executable, "-m", "celery", "-A", "config", "beat", "--pidfile="
    ):
        yield


@contextmanager
def _process(installation: Installation, *command: str) -> Iterator[None]:
    with (installation.var / "processes.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=installation.environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield
    finally:
        kill_all(process)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def people(browser: Browser, installation: Installation) -> Iterator["People"]:
    """Everybody of Northbridge, each in a browser session apart."""
    everybody = People(browser, installation)
    yield everybody
    everybody.leave()


class People:
    """Sign people in, one session each."""

    def __init__(self, browser: Browser, installation: Installation) -> None:
        self._browser = browser
        self.installation = installation
        self._desks: dict[str, Desk] = {}
        self._strangers: list[BrowserContext] = []

    def desk(self, name: str) -> Desk:
        """The desk of a person, signed in the first time."""
        if name not in self._desks:
            context = self._browser.new_context(
                base_url=self.installation.environ["SITE_ADDRESS"],
                viewport={"width": 1280, "height": 900},
                accept_downloads=True,
            )
            self._desks[name] = Desk(context.new_page(), name, _shots())
            self._desks[name].sign_in()
        return self._desks[name]

    def stranger(self) -> Page:
        """The page of somebody without an account, in a browser of their own."""
        context = self._browser.new_context(base_url=self.installation.environ["SITE_ADDRESS"])
        self._strangers.append(context)
        return context.new_page()

    def leave(self) -> None:
        """Close every session."""
        for desk in self._desks.values():
            desk.page.context.close()
        for context in self._strangers:
            context.close()


def _shots() -> Path | None:
    folder = os.environ.get("CONCORD_SCREENSHOTS")
    return Path(folder) if folder else None
