"""The minutes know their audience: the part of them that one reader may read, and what of them is
left out. Pure rules over plain data, so that they can be tried with any sharing and handling."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.desk import CASEWORK_ROLES
from accounts.models import Agency, User
from cases.models import Case, CaseShare, Handling, ShareLevel
from offenders.models import Nominal
from panels.models import handling_choices
from panels.queries.minutes import Content
from panels.queries.papers import agencies_seeing_the_cohort


@dataclass(frozen=True)
class Reader:
    """For whom minutes are made: which cases and nominals they see, how far, and for which
    agencies."""

    seen: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    holds_the_file: bool = False


@dataclass(frozen=True)
class Rendering:
    """Minutes as one reader may read them, and in words what is left out."""

    content: Content
    left_out: list[str] = field(default_factory=list)


def reader_of(content: Content, user: User) -> Reader:
    """A person: the cases visible to them, for the agencies they work on cases for."""
    heard = [item["case"] for item in content["items"]]
    cases = Case.objects.filter(reference__in=heard)
    nominals = Nominal.objects.visible_to(user).filter(reference__in=heard)
    known = frozenset(nominals.values_list("reference", flat=True))
    mine = [agency for role, agency in user.desk.seats if role in CASEWORK_ROLES]
    return Reader(
        seen=known.union(cases.visible_to(user).values_list("reference", flat=True)),
        full=known.union(cases.in_full_for(user).values_list("reference", flat=True)),
        slugs=frozenset(agency.slug for agency in mine),
        agencies=frozenset(agency.name for agency in mine),
        holds_the_file=user.desk.oversees_cases,
    )


def reader_for(content: Content, agency: Agency, maker: User) -> Reader:
    """An agency: the cases shared with it, and of those only what the maker may see as well; the
    nominals, if it manages offenders."""
    own = reader_of(content, maker)
    shares = CaseShare.objects.current().filter(agency=agency, case__reference__in=own.seen)
    level = dict(shares.values_list("case__reference", "level"))
    if agencies_seeing_the_cohort([agency]):
        of_nominals = {item["case"] for item in content["items"] if item.get("nominal")}
        level |= dict.fromkeys(of_nominals & own.seen, ShareLevel.FULL)
    return Reader(
        seen=frozenset(level),
        full=frozenset(each for each in level if level[each] == ShareLevel.FULL) & own.full,
        slugs=frozenset({agency.slug}),
        agencies=frozenset({agency.name}),
    )


def render_for(content: Content, reader: Reader) -> Rendering:
    """The minutes for a reader: only cases they see; of a case seen in summary, the decision and
    their own agencies' actions; of one seen in full, what its handling lets them read."""
    panel = bool(reader.slugs & set(content.get("panel_agencies", ())))
    shown = [item for item in content["items"] if item["case"] in reader.seen]
    items = [
        _in_full(item, reader, panel=panel)
        if item["case"] in reader.full
        else _in_summary(item, reader)
        for item in shown
    ]
    hidden = len(content["items"]) - len(items)
    made = {
        **content,
        "starts_at": dt.datetime.fromisoformat(content["starts_at"]),
        "items": items,
        "left_out": hidden,
    }
    return Rendering(made, _left_out(hidden, items))


def may_read(fact: Content, reader: Reader, *, panel: bool) -> bool:
    """Whether a paragraph's handling lets a reader of the whole case read it."""
    if reader.holds_the_file or fact["slug"] in reader.slugs:
        return True
    return fact["handling"] == Handling.SHARE or (panel and fact["handling"] == Handling.PANEL)


def _left_out(hidden: int, items: Iterable[Content]) -> list[str]:
    items = list(items)
    summaries = sum(not item["in_full"] for item in items)
    held_back = sum(item["held_back"] for item in items)
    counted = (
        (hidden, "case that this reader does not see", "cases that this reader does not see"),
        (summaries, "case shared in summary: its particulars", "cases shared in summary"),
        (
            held_back,
            "paragraph that its agency did not let others read",
            "paragraphs that their agencies did not let others read",
        ),
    )
    return [f"{number} {one if number == 1 else more}" for number, one, more in counted if number]


def _in_full(item: Content, reader: Reader, *, panel: bool) -> Content:
    facts = item.get("facts", [])
    labels = dict(handling_choices(of_nominal=bool(item.get("nominal"))))
    readable = [
        {**fact, "handling_says": labels[fact["handling"]]}
        for fact in facts
        if may_read(fact, reader, panel=panel)
    ]
    return {
        **_dated(item),
        "facts": readable,
        "seats": item.get("seats", []),
        "in_full": True,
        "held_back": len(facts) - len(readable),
    }


def _in_summary(item: Content, reader: Reader) -> Content:
    shown = _dated(item)
    own = [action for action in shown["actions"] if action["agency"] in reader.agencies]
    hidden: Content = {"facts_shared": "", "decision_reason": "", "why": "", "risk": ""}
    hidden |= {"earlier_actions": [], "facts": [], "seats": [], "referred_to_support": 0}
    return {**shown, **hidden, "in_full": False, "held_back": 0, "actions": own}


def _dated(item: Content) -> Content:
    review = item["next_review_on"]
    actions: list[dict[str, Any]] = [
        {**action, "due_on": dt.date.fromisoformat(action["due_on"])} for action in item["actions"]
    ]
    return {
        **item,
        "next_review_on": dt.date.fromisoformat(review) if review else None,
        "actions": actions,
    }
