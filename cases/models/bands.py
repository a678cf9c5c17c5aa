"""The bands that a risk score falls into."""

from django.db import models


class RiskBand(models.TextChoices):
    """How high the risk of harm is."""

    STANDARD = "standard", "Standard"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
