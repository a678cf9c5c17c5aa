"""Short lists that a partnership keeps itself, like its pathways: entries go out of use and are
never deleted, so that what was written with them stays readable."""

from typing import ClassVar

from django.db import models

KEY_LENGTH, NAME_LENGTH = 40, 80


class KeptEntry(models.Model):
    """One entry. Its key never changes: rows, figures and exports name it by that."""

    key = models.SlugField(max_length=KEY_LENGTH, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    position = models.PositiveSmallIntegerField(default=0)
    is_in_use = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name
