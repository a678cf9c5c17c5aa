"""Settings of what the public reads in figures."""

from cases.settings_choice import LOCAL, Choice

PUBLISHING = (
    Choice(
        "publish_fewer_than",
        "Publishing figures",
        "Withhold a count of fewer than",
        f"{LOCAL} Fewer than five is the common rule of councils; the Office for National "
        "Statistics finds counts of one and two unsafe, and three and four where the area is small "
        "or the matter sensitive. None is not withheld.",
        5,
        "",
        3,
        20,
    ),
    Choice(
        "publish_round_to",
        "Publishing figures",
        "Round other counts to the nearest",
        f"{LOCAL} 1 leaves them as they are. Recorded crime and case reviews are never rounded.",
        1,
        "",
        1,
        10,
    ),
)
