"""How to refer to other panels, where a partnership has not written its own words."""

ADVICE = (
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
        "Keep working on it in your own agency, and refer again if it gets worse or needs others.",
    ),
)
