"""Minutes as papers: for an agency, for the file, for the person harmed, for an access request."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import User
from cases.models import Handling, Party
from panels.models import Decision
from panels.queries.minutes import Content
from panels.queries.renderings import Rendering
from panels.queries.withheld import names_somebody, withhold, words_of_others
from ui.dates import say_date, say_moment
from ui.papers import Block, Bullets, Facts, Heading, Paper, Paragraph, Table

DECIDED = {
    Decision.KEEP_OPEN: "The agencies keep working on your case, and will look at it again.",
    Decision.MONITOR: "The agencies will watch how things go, and act if it happens again.",
    Decision.CLOSE: "The agencies have closed your case. If it happens again, tell us and we will "
    "look at it anew.",
    Decision.REFER_ON: "The agencies have asked another service to take your case on.",
}
"""Each decision as it is said to the person harmed."""


@dataclass(frozen=True)
class Made:
    """A paper, what it leaves out, and what stands in its way."""

    paper: Paper
    left_out: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    cases: tuple[str, ...] = ()


def minutes_paper(rendering: Rendering, *, reader: str, now: dt.datetime) -> Made:
    """The minutes for an agency or for the file: each paragraph with its source and handling."""
    content = rendering.content
    blocks: list[Block] = [
        Facts(
            (
                ("Held", say_moment(content["starts_at"])),
                ("Place", content["place"]),
                (
                    "Quorum",
                    f"{content['agencies_present']} agencies present, {content['quorum']} needed",
                ),
            )
        ),
        Heading("Attendance"),
        Table(
            ("Agency", "Name", "As", "Attendance", "Statement signed"),
            [_seat_row(seat) for seat in content["attendance"]],
        ),
        Paragraph(content["confidentiality_statement"], source="Confidentiality statement"),
    ]
    for item in content["items"]:
        blocks += _case(item)
    paper = Paper(
        title=f"Minutes of {content['meeting']}",
        subtitle=content["panel"],
        blocks=blocks,
        made_at=now,
        reader=reader,
        contents=True,
    )
    return Made(paper, rendering.left_out, cases=tuple(item["case"] for item in content["items"]))


def letter_to_victim(
    item: Content, party: Party, parties: Iterable[Party], *, sender: str, now: dt.datetime
) -> Made:
    """A plain letter to a person harmed: what was decided and what happens next. A line that would
    give away somebody else's name or the other side's address is left out and said to be."""
    words = words_of_others(party, parties)
    lines = [_next_step(action) for action in item["actions"]]
    safe = [line for line in lines if not names_somebody(line, words)]
    stopped = len(lines) - len(safe)
    review = item["next_review_on"]
    blocks: list[Block] = [
        Paragraph(f"Dear {party.person.full_name}"),
        Heading(f"Your case {item['case']}"),
        Paragraph(f"Several agencies met and talked about your case. {_decided(item)}"),
    ]
    if safe:
        blocks += [Heading("What happens next", 2), Bullets(safe)]
    if review:
        blocks.append(
            Paragraph(f"The agencies will look at your case again on or after {say_date(review)}.")
        )
    blocks.append(Paragraph("If you are in danger now, call 999. If something changes, tell us."))
    paper = Paper(
        title=f"Letter about {item['case']}",
        blocks=blocks,
        made_at=now,
        reader=party.person.full_name,
        letterhead=(sender,),
        address=(party.person.full_name,),
    )
    left_out = ["What agencies said, the reason for the decision and who attended"]
    warnings = _warn(stopped, "action that names somebody else", "actions that name somebody else")
    return Made(paper, left_out, warnings, (item["case"],))


def access_copy(
    item: Content, party: Party, parties: Iterable[Party], *, meeting: str, now: dt.datetime
) -> Made:
    """What the minutes say about one person's case, for a request of theirs: other people's names
    and addresses blanked, and what an agency kept to itself left for that agency to release
    (schedule 2, paragraph 16, Data Protection Act 2018)."""
    words = words_of_others(party, parties)
    kept = [fact for fact in item["facts"] if fact["handling"] == Handling.OWN]
    open_facts = [fact for fact in item["facts"] if fact["handling"] != Handling.OWN]
    texts: list[tuple[str, str]] = [(_source(fact), fact["text"]) for fact in open_facts]
    texts += [
        ("What the panel noted", item["facts_shared"]),
        ("Decision", item["decision"]),
        ("Reason", item["decision_reason"]),
    ]
    texts += [("Action", f"{each['wording']}, {each['agency']}") for each in item["actions"]]
    texts += [
        ("Earlier action", f"{each['wording']}, {each['agency']}: {each['fate']}. {each['note']}")
        for each in item["earlier_actions"]
    ]
    blocks: list[Block] = [Heading(f"Case {item['case']}")]
    blanked = 0
    for source, text in texts:
        if text:
            said, number = withhold(text, words)
            blanked += number
            blocks.append(Paragraph(said, source=source))
    paper = Paper(
        title=f"What the minutes of {meeting} say about {item['case']}",
        blocks=blocks,
        made_at=now,
        reader=party.person.full_name,
    )
    left_out = []
    if kept:
        agencies = ", ".join(sorted({fact["agency"] for fact in kept}))
        left_out.append(f"{len(kept)} of what {agencies} kept to itself: ask it before release")
    warnings = _warn(
        blanked, "name or address of another person", "names or addresses of other people"
    )
    return Made(paper, left_out, warnings, (item["case"],))


def parties_by_case(user: User, references: Iterable[str]) -> dict[str, list[Party]]:
    """The people of cases that the user sees in full, by the case's reference."""
    rows = Party.objects.visible_to(user).filter(case__reference__in=list(references))
    found: dict[str, list[Party]] = defaultdict(list)
    for party in rows.select_related("person", "case"):
        found[party.case.reference].append(party)
    return found


def _warn(number: int, one: str, more: str) -> list[str]:
    if not number:
        return []
    return [
        f"{number} {one if number == 1 else more} would have left with this paper, and "
        f"{'is' if number == 1 else 'are'} taken out. Read it through before it goes."
    ]


def _decided(item: Content) -> str:
    code = item.get("decision_code", "")
    return DECIDED[Decision(code)] if code else "Nothing has been decided yet."


def _next_step(action: Content) -> str:
    return f"{action['agency']}: {action['wording']}, by {say_date(action['due_on'])}"


def _seat_row(seat: Content) -> tuple[str, ...]:
    sent = ", information sent" if seat["information_sent"] else ""
    return (
        seat["agency"],
        seat["name"] or "Nobody named",
        seat.get("kind", ""),
        f"{seat['status']}{sent}",
        "Yes" if seat["confidentiality_signed"] else "No",
    )


def _source(fact: Content) -> str:
    kind = "opinion" if fact["is_opinion"] else "fact"
    return f"{fact['agency']}, {kind}. {Handling(fact['handling']).label}"


def _case(item: Content) -> list[Block]:
    blocks: list[Block] = [Heading(f"{item['case']}: {item['category']}")]
    if item["why"]:
        blocks.append(Paragraph(item["why"], source="Why it was heard"))
    present = [f"{seat['name']}, {seat['agency']}" for seat in item["seats"]]
    if present:
        blocks.append(Paragraph("; ".join(present), source="Present for this case only"))
    blocks += [Paragraph(fact["text"], source=_source(fact)) for fact in item["facts"]]
    if item["facts_shared"]:
        blocks.append(Paragraph(item["facts_shared"], source="What the panel noted"))
    standing = "RAG" if item.get("nominal") else "Risk"
    rows = [(standing, item["risk"]), ("Decision", item["decision"] or "Not recorded yet")]
    rows.append(("Reason", item["decision_reason"]))
    if item["next_review_on"]:
        rows.append(("Hear again", say_date(item["next_review_on"])))
    blocks.append(Facts([row for row in rows if row[1]]))
    if item["earlier_actions"]:
        earlier = [
            f"{each['wording']} ({each['agency']}): {each['fate']}. {each['note']}"
            for each in item["earlier_actions"]
        ]
        blocks += [Heading("Earlier actions", 2), Bullets(earlier)]
    if item["actions"]:
        steps = [f"{_next_step(each)} ({each['owner']})" for each in item["actions"]]
        blocks += [Heading("Actions", 2), Bullets(steps)]
    return blocks
