"""Every setting: its name on the screen, what it rests on, and what applies where nobody chose.

A *local default* is a choice made for Concord, common in the field but taken from no rule.
"""

from dataclasses import dataclass

LOCAL = "Local default."


@dataclass(frozen=True)
class Choice:
    """One thing that a partnership may decide. A number has a range; a text has none."""

    key: str
    group: str
    label: str
    help: str
    default: int | str
    unit: str = ""
    lowest: int = 0
    highest: int = 365

    @property
    def is_text(self) -> bool:
        """Whether the value is words and not a number."""
        return isinstance(self.default, str)


_REFERRALS = (
    Choice(
        "referral_acknowledge_working_days",
        "Referrals",
        "Acknowledge a referral within",
        f"{LOCAL} Counted from the day it was sent, without bank holidays.",
        2,
        "working days",
        1,
        30,
    ),
    Choice(
        "referral_triage_working_days",
        "Referrals",
        "Answer a referral within",
        f"{LOCAL} Counted from the day it was sent, without bank holidays.",
        5,
        "working days",
        1,
        60,
    ),
    Choice(
        "referral_deadline_days",
        "Referrals",
        "Referrals close before a meeting by",
        "Haringey's CMARAC asks for ten days. A panel's own page may say another number.",
        10,
        "days",
        0,
        60,
    ),
    Choice(
        "referral_repeat_months",
        "Referrals",
        "A referral is a repeat within",
        "The domestic abuse MARAC's rule is twelve months between the same parties (SafeLives); "
        "no rule is published for anti-social behaviour.",
        12,
        "months",
        1,
        60,
    ),
)
_REVIEWS = (
    Choice(
        "review_days_high",
        "Reviews and closure",
        "Review a high-risk case every",
        f"{LOCAL} One police force has an inspector look at high risk every 28 days.",
        28,
        "days",
        1,
    ),
    Choice(
        "review_days_medium",
        "Reviews and closure",
        "Review a medium-risk case every",
        f"{LOCAL} One police force has an inspector look at medium risk every 56 days.",
        56,
        "days",
        1,
    ),
    Choice(
        "review_days_standard",
        "Reviews and closure",
        "Review a standard-risk case every",
        f"{LOCAL} The same rhythm, one step slower.",
        84,
        "days",
        1,
    ),
    Choice(
        "closure_check_days",
        "Reviews and closure",
        "Look again at a closed case after",
        LOCAL,
        90,
        "days",
        1,
    ),
)
_ACTIONS = (
    Choice(
        "action_remind_days_before",
        "Actions",
        "Remind the owner of an action before it is due by",
        LOCAL,
        3,
        "days",
        0,
        60,
    ),
    Choice(
        "action_escalate_days_after",
        "Actions",
        "Tell a manager of an action that is overdue by",
        LOCAL,
        7,
        "days",
        1,
        90,
    ),
)
_COUNTING = (
    Choice(
        "count_once_days",
        "Counting incidents",
        "Two incidents may be the same within",
        f"{LOCAL} Of different agencies and of the same kind.",
        1,
        "days",
        0,
        30,
    ),
    Choice(
        "count_once_metres",
        "Counting incidents",
        "Two incidents may be the same within",
        f"{LOCAL} Between the middles of their postcodes.",
        100,
        "metres",
        0,
        2000,
    ),
    Choice(
        "repeat_victim_incidents",
        "Counting incidents",
        "A repeat victim has this many incidents",
        f"{LOCAL} One police force counts three similar incidents.",
        3,
        "incidents",
        2,
        50,
    ),
    Choice(
        "repeat_perpetrator_incidents",
        "Counting incidents",
        "A repeat alleged perpetrator has this many incidents",
        LOCAL,
        3,
        "incidents",
        2,
        50,
    ),
    Choice(
        "repeat_address_incidents",
        "Counting incidents",
        "A repeat address has this many incidents",
        LOCAL,
        3,
        "incidents",
        2,
        50,
    ),
    Choice(
        "repeat_window_days",
        "Counting incidents",
        "Repeats are counted over",
        f"{LOCAL} One police force looks back three months.",
        91,
        "days",
        7,
        730,
    ),
)
_CASE_REVIEW = (
    Choice(
        "case_review_complaints",
        "ASB Case Review",
        "The threshold is met by",
        "Section 104 of the 2014 Act: three qualifying complaints, or fewer if set locally.",
        3,
        "qualifying complaints",
        1,
        3,
    ),
    Choice(
        "case_review_complaints_by_several",
        "ASB Case Review",
        "For an application by several people, also by",
        f"{LOCAL} Cleveland's number. Here one incident told by each of them counts each time.",
        5,
        "reports",
        2,
        20,
    ),
    Choice(
        "case_review_window_months",
        "ASB Case Review",
        "A complaint counts for an application made within",
        "Section 104 of the 2014 Act and its notes: six months.",
        6,
        "months",
        6,
        60,
    ),
    Choice(
        "case_review_report_within_months",
        "ASB Case Review",
        "A complaint counts if the behaviour was reported within",
        "Section 104 of the 2014 Act and its notes: one month.",
        1,
        "months",
        1,
        12,
    ),
    Choice(
        "case_review_tell_after_reports",
        "ASB Case Review",
        "Tell a victim of their right after",
        "Statutory guidance of 2025: two reports in six months.",
        2,
        "reports",
        1,
        10,
    ),
    Choice(
        "case_review_acknowledge_working_days",
        "ASB Case Review",
        "Acknowledge an application within",
        f"{LOCAL} East Hertfordshire's time.",
        3,
        "working days",
        1,
        30,
    ),
    Choice(
        "case_review_threshold_working_days",
        "ASB Case Review",
        "Decide whether the threshold is met within",
        f"{LOCAL} East Hertfordshire's time, from the application.",
        14,
        "working days",
        1,
        60,
    ),
    Choice(
        "case_review_partner_working_days",
        "ASB Case Review",
        "A body gives its information within",
        f"{LOCAL} Richmond's time, from the day it is asked.",
        14,
        "working days",
        1,
        60,
    ),
    Choice(
        "case_review_review_working_days",
        "ASB Case Review",
        "Hold the review within",
        f"{LOCAL} Richmond's time, from the decision. East Hertfordshire takes 21 days.",
        28,
        "working days",
        1,
        120,
    ),
    Choice(
        "case_review_key_partners",
        "ASB Case Review",
        "A review has at least",
        f"{LOCAL} Islington's number of key partners on its panel.",
        3,
        "partner agencies",
        1,
        10,
    ),
    Choice(
        "case_review_outcome_working_days",
        "ASB Case Review",
        "Tell the applicant the outcome within",
        f"{LOCAL} Richmond's time, from the review. Westminster takes 15.",
        7,
        "working days",
        1,
        60,
    ),
    Choice(
        "case_review_reply_working_days",
        "ASB Case Review",
        "A body answers a recommendation within",
        LOCAL,
        15,
        "working days",
        1,
        60,
    ),
    Choice(
        "case_review_appeal_working_days",
        "ASB Case Review",
        "Hear an appeal within",
        f"{LOCAL} East Hertfordshire's time.",
        15,
        "working days",
        1,
        60,
    ),
)
_OTHER_PANELS = tuple(
    Choice(
        f"advice_{key}",
        "How to refer to other panels",
        name,
        f"{LOCAL} Put your own address and number here. Referrers read this when it is not ours.",
        advice,
    )
    for key, name, advice in (
        (
            "dv_marac",
            "Domestic abuse MARAC",
            "Fill in the domestic abuse MARAC referral form with the DASH risk checklist and send "
            "it to the MARAC coordinator. In danger now: 999.",
        ),
        (
            "mappa",
            "MAPPA",
            "Speak to the offender's probation officer or the police public protection unit: they "
            "refer to the MAPPA coordinator.",
        ),
        (
            "channel",
            "Channel",
            "Fill in the national Prevent referral form and send it to the Prevent coordinator. In "
            "an emergency: 999.",
        ),
        (
            "adults",
            "High-risk adults panel",
            "Raise a safeguarding concern with adult social care and ask for the high-risk adults "
            "panel.",
        ),
        (
            "iom",
            "Integrated Offender Management",
            "Ask the offender management team at probation or the police to put them forward for "
            "the cohort.",
        ),
        (
            "agency",
            "No panel: one agency can deal with it",
            "Keep working on it in your own agency, and refer again if it gets worse or needs "
            "others.",
        ),
    )
)
CATALOGUE = {
    choice.key: choice
    for choice in (
        *_REFERRALS,
        *_REVIEWS,
        *_ACTIONS,
        *_COUNTING,
        *_CASE_REVIEW,
        *_OTHER_PANELS,
    )
}
