"""The annual summary as open data: JSON, and the schema that says what is in it."""

import json
from typing import Any

from assessment.models import FigureRun
from assessment.public import Guard, read
from assessment.summary import HEADER, table

_NUMBERS = frozenset(
    {
        "value", "numerator", "denominator", "previous_value", "change_percent", "base_value",
        "base_change_percent",
    }
)  # fmt: skip
_WHOLE = frozenset({"rank", "rank_of"})


def summary_json(run: FigureRun, guard: Guard | None = None) -> bytes:
    """One object: which summary it is, and one object for each figure; null where none is."""
    reading = read(run, guard)
    figures = [
        {name: _cell(name, cell) for name, cell in zip(HEADER, row, strict=True)}
        for row in table(reading.summary.rows())
    ]
    document = {
        "area": run.area.name,
        "area_code": run.area.code,
        "year": str(run.period),
        "frozen": run.is_frozen,
        "digest": reading.digest,
        "notes": reading.notes,
        "figures": figures,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the document."""
    properties = {name: _type(name) for name in HEADER}
    text = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Annual summary of a community safety partnership",
        "type": "object",
        "required": ["area", "area_code", "year", "frozen", "digest", "notes", "figures"],
        "additionalProperties": False,
        "properties": {
            "area": text,
            "area_code": text,
            "year": text,
            "frozen": {"type": "boolean"},
            "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "notes": {"type": "array", "items": text},
            "figures": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": list(HEADER),
                    "additionalProperties": False,
                    "properties": properties,
                },
            },
        },
    }


def _type(name: str) -> dict[str, Any]:
    if name in _NUMBERS:
        return {"type": ["number", "null"]}
    if name in _WHOLE:
        return {"type": ["integer", "null"]}
    if name.startswith("period_"):
        return {"type": "string", "format": "date"}
    return {"type": "string"}


def _cell(name: str, cell: Any) -> Any:
    if name in _NUMBERS | _WHOLE:
        return None if cell == "" else cell
    return cell.isoformat() if name.startswith("period_") else cell
