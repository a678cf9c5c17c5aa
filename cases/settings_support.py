"""The settings of victim support."""

from cases.settings_choice import LOCAL, Choice

GROUP = "Victim support"
CODE = (
    "The Victims' Code has a support service make contact within two working days, and within one "
    "for those with enhanced rights."
)
TEN = "One housing provider (Hammersmith and Fulham) updates people every ten working days."

SUPPORT = (
    *(
        Choice(f"support_{key}", GROUP, label, help_text, default, "working days", 1, 60)
        for key, label, help_text, default in (
            ("first_standard", "First contact, standard priority, within", CODE, 2),
            ("first_enhanced", "First contact, enhanced priority, within", CODE, 1),
            ("retry_standard", "Try again, standard priority, after", LOCAL, 2),
            ("retry_enhanced", "Try again, enhanced priority, after", LOCAL, 1),
            ("waiting_standard", "After a talk before support, standard priority", TEN, 10),
            ("waiting_enhanced", "After a talk before support, enhanced priority", LOCAL, 5),
            ("supported_standard", "After a talk in support, standard priority", TEN, 10),
            ("supported_enhanced", "After a talk in support, enhanced priority", LOCAL, 5),
        )
    ),
    Choice(
        "support_attempts",
        GROUP,
        "Decide whether to keep trying after",
        f"{LOCAL} Tries in a row with no reply.",
        5,
        "tries",
        1,
        30,
    ),
    Choice(
        "support_capacity",
        GROUP,
        "A worker has room for",
        f"{LOCAL} Where a manager has chosen no other number for them.",
        25,
        "people",
        1,
        200,
    ),
    Choice(
        "support_small_number",
        GROUP,
        "Warn of a percentage of fewer than",
        f"{LOCAL} One answer among ten is ten per cent.",
        10,
        "answers",
        2,
        100,
    ),
    Choice(
        "support_link_days",
        GROUP,
        "A one-time link works for",
        f"{LOCAL} Until it is used or this long, whichever comes first.",
        7,
        "days",
        1,
        60,
    ),
)
