"""Every write of places: each file in one transaction, checked whole before anything is written."""

from places.services.areas import add_london_areas, import_small_areas, import_wards
from places.services.files import AlreadyUndone, Outcome, take_back
from places.services.populations import (
    PopulationPreview,
    import_population,
    preview_population,
    undo_population,
)
from places.services.postcodes import import_postcodes

__all__ = [
    "AlreadyUndone",
    "Outcome",
    "PopulationPreview",
    "add_london_areas",
    "import_population",
    "import_postcodes",
    "import_small_areas",
    "import_wards",
    "preview_population",
    "take_back",
    "undo_population",
]
