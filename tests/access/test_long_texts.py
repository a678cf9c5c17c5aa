"""Wherever a text is longer than a line, nothing typed is lost and nobody's text is overwritten."""

from html.parser import HTMLParser
from typing import Any

from tests.access.matrix import MATRIX

# The meeting screen keeps each field by itself as it is typed (decision 0018). What is confidential
# to a mediator lies in no second place; who answers a link has no account to keep it for.
KEPT_OTHERWISE = {
    "screen_item": ("fate-", "refer-", "fact-", "record-"),
    "write_mediator_note": ("text",),
    "action_link": ("outcome",),
}

# It begins with what the panel said, and is written once: the second save is refused.
WRITTEN_ONCE = {"record_closure"}
VERSIONS = {"version", "seen"}


class Forms(HTMLParser):
    """The forms of a page that have a box for several lines."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self._form: dict[str, Any] | None = None
        self._in_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self._form = {"keeps": "data-keep" in said, "texts": [], "filled": False, "names": []}
        elif self._form is not None and tag == "textarea":
            if not self._form["texts"]:
                self.found.append(self._form)
            self._form["texts"].append(said.get("name"))
            self._in_text = True
        elif self._form is not None and tag == "input":
            self._form["names"].append(said.get("name") or "")

    def handle_data(self, data: str) -> None:
        if self._in_text and self._form is not None and data.strip():
            self._form["filled"] = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._in_text = False
        elif tag == "form":
            self._form = None


def forms_of(page: str) -> list[dict[str, Any]]:
    parser = Forms()
    parser.feed(page)
    return parser.found


def test_every_long_text_is_kept_as_it_is_typed_and_none_is_saved_over(scene, clients):
    """A form with a long text keeps what is typed (`data-keep`); one that comes with a text to be
    changed also brings the version it was read in, so that a stale save shows both."""
    careless, blind, seen = [], [], 0
    for name, row in MATRIX.items():
        if row.method != "GET":
            continue
        who = next((each for each, status in row.statuses.items() if status == 200), None)
        if who is None:
            continue
        response = clients[who].get(row.address(scene))
        if response.streaming or "html" not in response.headers.get("Content-Type", ""):
            continue
        for form in forms_of(response.content.decode()):
            seen += 1
            if not form["keeps"] and not form["texts"][0].startswith(
                KEPT_OTHERWISE.get(name, ("\n",))
            ):
                careless.append((name, form["texts"]))
            named = {each.rpartition("-")[2] for each in form["names"]}
            if form["filled"] and named.isdisjoint(VERSIONS) and name not in WRITTEN_ONCE:
                blind.append((name, form["texts"]))
    assert careless == []
    assert blind == []
    assert seen > 40
