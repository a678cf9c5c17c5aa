"""Filters that more than one list narrows by."""

import django_filters

from ui.fields import DateField


class DayFilter(django_filters.Filter):  # type: ignore[misc]
    """A day as people type it."""

    field_class = DateField
