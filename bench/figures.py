"""What all case figures of a year cost beside the same aggregates as SQL written by hand, in one
run on one PostgreSQL database, with the memory they took.

`DATABASE_URL=postgres://… python -m bench.figures --year 2025/26`, after `manage.py fill`. By hand,
incidents are counted by the rule alone, without what people decided of some of them.
"""

# ruff: noqa: T201, S608, E402
import argparse
import os
import resource
import time
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection

from assessment.figures.case_data import case_figures
from assessment.figures.crime import Place
from assessment.periods import FinancialYear, Period

MOST = 2.0
MOST_MEGABYTES = 300
LONDON = "at time zone 'Europe/London'"
HEARD = """FROM panels_agendaitem i JOIN panels_meeting m ON m.id = i.meeting_id
    JOIN panels_panel p ON p.id = m.panel_id JOIN cases_case c ON c.id = i.case_id
    WHERE p.rehearsed_by_id IS NULL AND i.nominal_id IS NULL AND NOT c.is_rehearsal
    AND i.status = 'on' AND m.started_at IS NOT NULL"""
GOALS = """JOIN (SELECT DISTINCT referral_id, need FROM victims_supportgoal) g
    ON g.referral_id = r.id"""


def by_hand(period: Period) -> Iterator[str]:
    """The statements."""
    days = f"BETWEEN '{period.starts}' AND '{period.ends}'"
    first = f"timestamp '{period.starts}' {LONDON}"
    after = f"timestamp '{period.ends}' + interval '1 day'"
    last = f"({after}) {LONDON}"

    def moment(field: str) -> str:
        return f"{field} >= {first} AND {field} < {last}"

    yield f"""SELECT count(*) FILTER (WHERE {moment("sent_at")}),
        count(*) FILTER (WHERE status = 'accepted' AND {moment("answered_at")}),
        count(*) FILTER (WHERE status = 'declined' AND {moment("answered_at")})
        FROM cases_referral"""
    yield f"""SELECT count(*) FILTER (WHERE opened_on {days}),
        count(*) FILTER (WHERE {moment("closed_at")}),
        count(*) FILTER (WHERE opened_on <= '{period.ends}'
            AND (closed_at IS NULL OR closed_at >= {last}))
        FROM cases_case WHERE NOT is_rehearsal"""
    yield f"""SELECT ward_id, count(*) FROM cases_case
        WHERE NOT is_rehearsal AND opened_on {days} GROUP BY 1"""
    yield f"""SELECT count(DISTINCT p.person_id), count(DISTINCT p.person_id) FILTER (WHERE EXISTS (
            SELECT 1 FROM cases_party q JOIN cases_case d ON d.id = q.case_id
            WHERE q.role IN ('victim', 'complainant') AND NOT d.is_rehearsal
            AND q.person_id = p.person_id AND d.opened_on < c.opened_on
            AND d.opened_on >= c.opened_on - 365))
        FROM cases_party p JOIN cases_case c ON c.id = p.case_id
        WHERE NOT c.is_rehearsal AND p.role IN ('victim', 'complainant') AND c.opened_on {days}"""
    yield f"""SELECT sum(CASE WHEN differ THEN 1 ELSE n END) FROM (
        SELECT count(*) n, min(case_id) <> max(case_id)
            OR min(coalesce(recorded_by_id, 0)) <> max(coalesce(recorded_by_id, 0))
            OR min(lower(reported_to)) <> max(lower(reported_to)) differ
        FROM cases_incident i JOIN cases_case c ON c.id = i.case_id
        WHERE NOT c.is_rehearsal AND happened_on {days}
        GROUP BY happened_on, i.category,
            CASE WHEN i.postcode = '' THEN case_id::varchar ELSE i.postcode END) t"""
    on_time = f"a.status = 'done' AND (ended_at {LONDON})::date <= due_on"
    actions = "FROM cases_action a JOIN cases_case c ON c.id = a.case_id WHERE NOT c.is_rehearsal"
    yield f"SELECT count(*), count(*) FILTER (WHERE {on_time}) {actions} AND due_on {days}"
    yield f"SELECT count(*) FROM panels_meeting m WHERE {moment('m.started_at')}"
    began = f"AND {moment('m.started_at')}"
    yield f"SELECT count(*), count(DISTINCT case_id) {HEARD} {began}"
    yield f"""SELECT count(*) FROM (SELECT i.case_id {HEARD} AND m.started_at < {last}
        AND i.case_id IN (SELECT i.case_id {HEARD} {began}) GROUP BY 1 HAVING count(*) > 1) t"""
    yield f"""SELECT agency_id, count(DISTINCT meeting_id),
            count(DISTINCT meeting_id) FILTER (WHERE a.status = 'present')
        FROM panels_attendance a JOIN panels_meeting m ON m.id = a.meeting_id
        WHERE item_id IS NULL {began} GROUP BY 1"""
    yield f"""SELECT a.agency_id, count(*), count(*) FILTER (WHERE {on_time}) {actions}
        AND due_on {days} AND a.status <> 'not_possible'
        AND source IN (SELECT reference FROM panels_meeting) GROUP BY 1"""
    yield f"""SELECT percentile_cont(0.5) WITHIN GROUP (
            ORDER BY (f.first {LONDON})::date - (r.sent_at {LONDON})::date)
        FROM (SELECT i.case_id, min(m.started_at) AS first {HEARD} GROUP BY 1) f
        JOIN cases_case c ON c.id = f.case_id JOIN cases_referral r ON r.id = c.referral_id
        WHERE r.sent_at IS NOT NULL AND {moment("f.first")}"""
    for key, joined in (("''", ""), ("r.source_kind", ""), ("r.priority", ""), ("g.need", GOALS)):
        of = f"FROM victims_supportreferral r {joined}"
        yield f"""SELECT {key}, count(*) FILTER (WHERE {moment("referred_at")}),
            count(*) FILTER (WHERE {moment("closed_at")} AND status = 'closed'),
            count(DISTINCT person_id) FILTER (WHERE {moment("support_started_at")})
            {of} GROUP BY 1"""
        yield f"""SELECT {key}, count(*) {of} JOIN (SELECT referral_id, min(decided_on) agreed
            FROM victims_consent WHERE decision = 'given' GROUP BY 1) x ON x.referral_id = r.id
            WHERE x.agreed {days} GROUP BY 1"""
        yield f"""SELECT {key}, priority, (referred_at {LONDON})::date,
            (first_contact_at {LONDON})::date, count(*) {of}
            WHERE {moment("first_contact_at")} GROUP BY 1, 2, 3, 4"""
        yield f"""SELECT {key}, i.kind, i.status, count(*) {of}
            JOIN victims_intervention i ON i.referral_id = r.id
            WHERE proposed_on {days} GROUP BY 1, 2, 3"""
        yield f"""SELECT {key}, count(*) FILTER (WHERE result = 'improved'),
            count(*) FILTER (WHERE result <> 'not_assessed') {of}
            JOIN victims_outcomemeasure o ON o.referral_id = r.id
            WHERE r.status = 'closed' AND {moment("closed_at")} GROUP BY 1"""
        yield f"""SELECT {key}, count(*) FILTER (WHERE asked_on {days}),
            count(answered_on) FILTER (WHERE asked_on {days}),
            count(*) FILTER (WHERE answered_on {days} AND would_recommend = 'yes'),
            count(*) FILTER (WHERE answered_on {days} AND would_recommend = 'no') {of}
            JOIN victims_surveyanswer s ON s.referral_id = r.id GROUP BY 1"""
    yield from _cohort(period, days, moment("nominated_at"), last)


def _cohort(period: Period, days: str, nominated: str, last: str) -> Iterator[str]:
    end = f"date '{period.ends}'"
    yield f"""SELECT count(*) FILTER (WHERE {nominated}),
        count(*) FILTER (WHERE joined_on {days}), count(*) FILTER (WHERE left_on {days})
        FROM offenders_nominal"""
    yield f"""SELECT leaving_reason, count(*) FROM offenders_nominal WHERE left_on {days}
        GROUP BY 1"""
    yield f"""SELECT (SELECT v.rag FROM offenders_ragreview v WHERE v.nominal_id = n.id
            AND v.reviewed_at < {last} ORDER BY reviewed_at DESC LIMIT 1) stood, count(*)
        FROM offenders_nominal n WHERE joined_on <= {end}
        AND (left_on IS NULL OR left_on > {end}) GROUP BY 1"""
    yield f"""WITH f AS (SELECT DISTINCT ON (person_id) person_id, joined_on
            FROM offenders_nominal WHERE joined_on <= {end} ORDER BY person_id, joined_on, id),
        o AS (SELECT f.person_id,
            count(*) FILTER (WHERE committed_on < joined_on AND committed_on >= joined_on - 365) b,
            count(*) FILTER (WHERE committed_on >= joined_on AND committed_on <= {end}) s
            FROM f JOIN offenders_offence x ON x.person_id = f.person_id GROUP BY 1),
        c AS (SELECT f.person_id,
            sum(greatest(0, least(coalesce(released_on, {end}), joined_on)
                - greatest(started_on, joined_on - 365))) b,
            sum(greatest(0, least(coalesce(released_on, {end}), {end})
                - greatest(started_on, joined_on))) s
            FROM f JOIN offenders_custodyperiod y ON y.person_id = f.person_id GROUP BY 1)
        SELECT count(*), sum(o.b), sum(o.s), sum(365 - coalesce(c.b, 0)),
            sum({end} - f.joined_on + 1 - coalesce(c.s, 0))
        FROM f LEFT JOIN o USING (person_id) LEFT JOIN c USING (person_id)
        WHERE {end} - f.joined_on + 1 - coalesce(c.s, 0) >= 90"""
    yield f"""SELECT w.rung, count(*) FILTER (WHERE made_on {days}),
        count(*) FILTER (WHERE made_on <= {end}
            AND (expires_on IS NULL OR expires_on >= {end})
            AND (ended_on IS NULL OR ended_on > {end}))
        FROM offenders_order o JOIN offenders_power w ON w.id = o.power_id GROUP BY 1"""


def main() -> None:
    """Measure both, print, and fail if the figures are over their budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--year", type=FinancialYear.parse, required=True)
    year: FinancialYear = parser.parse_args().year
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in by_hand(year):
            cursor.execute(statement)
            cursor.fetchall()
    hand = time.perf_counter() - began
    began = time.perf_counter()
    figures = list(case_figures(year, Place("X09000001", "Northbridge")))
    ours = time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{len(figures)} figures of {year}: {ours:.1f} s; by hand {hand:.1f} s; "
        f"{ours / hand:.2f} times, of {MOST}; {megabytes} MB, of {MOST_MEGABYTES}."
    )
    raise SystemExit(1 if ours > MOST * hand or megabytes > MOST_MEGABYTES else 0)


if __name__ == "__main__":
    main()
