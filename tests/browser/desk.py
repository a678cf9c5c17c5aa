"""One person at one browser: what they press and type; every page they see is checked."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect

from home.rehearsal.northbridge import PASSWORD

AXE = Axe()
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
TALLEST_PICTURE = 1500
LOOKS = 3
# The pages each person has seen checked, whichever journey brought them there.
CHECKED: set[tuple[str, str]] = set()
NARROW, WIDE = {"width": 320, "height": 700}, {"width": 1280, "height": 900}


class Desk:
    """A person's browser session."""

    def __init__(self, page: Page, name: str, shots: Path | None) -> None:
        self.page = page
        self.name = name
        self.shots = shots
        page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        page.on("console", self._listen)

    def _listen(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(getattr(message, "text", ""))

    def sign_in(self) -> None:
        """Sign in with the rehearsal's password."""
        self.go("/")
        self.type("Email", f"{self.name}@rehearsal.example")
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press("Sign in")

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path)
        self.check()

    def follow(self, name: str, *, role: Literal["link", "button"] = "link") -> None:
        """Press a link, or a link that looks like a button."""
        self._main().get_by_role(role, name=name).first.click()
        self.arrive()
        self.check()

    def open(self, name: str) -> None:
        """Press an entry of the navigation."""
        self.page.get_by_role("navigation", name="Main").get_by_role(
            "link", name=name, exact=True
        ).click()
        self.check()

    def press(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press a button."""
        place = within or self._main()
        place.get_by_role("button", name=name).first.click()
        self.arrive()
        self.check()

    def arrive(self) -> None:
        """Wait for the page that a press leads to; the meeting screen may hold the press first."""
        expect(self.page.locator("form[data-held], form[data-sending]")).to_have_count(0)
        self.page.wait_for_load_state()

    def type(self, label: str, text: str) -> None:
        """Type into a box."""
        self._main().get_by_label(label).first.fill(text)

    def choose(self, question: str, answer: str) -> None:
        """Choose a radio button or tick a box of a question."""
        group = self._main().get_by_role("group", name=question)
        group.get_by_label(answer).first.check()

    def pick(self, label: str, option: str | re.Pattern[str]) -> None:
        """Pick from a list."""
        box = self._main().get_by_label(label).first
        choices = box.locator("option").all_inner_texts()
        wanted = re.compile(option) if isinstance(option, str) else option
        box.select_option(label=next(text for text in choices if wanted.search(text)))

    def sees(self, *texts: str) -> None:
        """Every one of these is on the page."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def sees_not(self, *texts: str) -> None:
        """None of these is on the page."""
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)

    def status_of(self, path: str) -> int:
        """What the server answers at an address."""
        return self.page.request.get(path).status

    def shoot(self, name: str) -> None:
        """Take a picture for the README, when pictures are wanted."""
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
            tall = self.page.evaluate("document.documentElement.scrollHeight")
            size = {"x": 0, "y": 0, "width": WIDE["width"], "height": min(tall, TALLEST_PICTURE)}
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=True, clip=size)

    def check(self) -> None:
        """No error in the console, no accessibility fault, no sideways scrolling at 320 px."""
        complaints = [each for each in self.complaints if "40" not in each]
        assert not complaints, (self.page.url, complaints)
        form = (self.name, re.sub(r"\d+", "0", urlsplit(self.page.url).path))
        if form in CHECKED and not self.page.locator(".govuk-error-summary").count():
            return
        CHECKED.add(form)
        faults, width = self._look()
        assert not faults, f"{self.page.url}\n{faults}"
        assert width <= NARROW["width"], f"{self.page.url} is {width} px wide at 320 px"

    def _look(self, chances: int = LOOKS) -> tuple[str, int]:
        """The accessibility faults of the page, and its width on a telephone. Where a press is
        still taking the browser to another page, of that one."""
        try:
            found = AXE.run(self.page, options=AXE_OPTIONS)
            self.page.set_viewport_size(NARROW)
            width = self.page.evaluate("document.documentElement.scrollWidth")
            self.page.set_viewport_size(WIDE)
        except PlaywrightError:
            if chances == 1:
                raise
            self.page.wait_for_load_state()
            return self._look(chances - 1)
        return (found.generate_report() if found.violations_count else ""), width

    def _main(self) -> Locator:
        return self.page.locator("main")
