"""The counts of crime that are held beside each other."""

from django.db import models


class Series(models.TextChoices):
    """Which count of crime it is; they are never added to each other."""

    RECORDED = "recorded", "Recorded crime"
    STREET = "street", "Street-level crime"
    OUTCOMES = "outcomes", "Outcomes of crime"
