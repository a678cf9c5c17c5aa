"""Pages by key: the cost of the thousandth page is the cost of the first."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any, Generic, TypeVar
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, QueryDict

_M = TypeVar("_M", bound=Model)
Order = tuple[str, ...]


@dataclass(frozen=True)
class Page(Generic[_M]):
    """The rows of one page, and the query strings of its neighbours ("" where there is none)."""

    rows: list[_M]
    next: str = ""
    previous: str = ""


@dataclass(frozen=True)
class _Key:
    """One field of the order. A missing value counts as the largest, as in PostgreSQL."""

    name: str
    descending: bool
    nullable: bool

    def order_by(self, *, backwards: bool) -> OrderBy:
        descending = self.descending != backwards
        if not self.nullable:
            return OrderBy(F(self.name), descending=descending)
        return OrderBy(
            F(self.name),
            descending=descending,
            nulls_first=descending or None,
            nulls_last=None if descending else True,
        )

    def same(self, value: object) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value: object, *, backwards: bool, itself: bool = False) -> Q | None:
        """Rows past this value in the direction of travel, with `itself` those that have it too;
        None if there can be none. One comparison, so that an index begins there."""
        missing = Q(**{f"{self.name}__isnull": True})
        equal = "e" if itself else ""
        if self.descending != backwards:
            past = Q() if itself else ~missing
            return past if value is None else Q(**{f"{self.name}__lt{equal}": value})
        if value is None:
            return missing if itself else None
        past = Q(**{f"{self.name}__gt{equal}": value})
        return past | missing if self.nullable else past


def page_by_key(
    queryset: QuerySet[_M], request: HttpRequest, *, order: Order, per_page: int = 25
) -> Page[_M]:
    """The page that ?after= or ?before= asks for, in one query; the first page if it is stale."""
    if order[-1] not in ("pk", "-pk"):
        raise ValueError("The order must end in the key of the row, or pages would overlap.")
    keys = [_key(queryset, name) for name in order]
    backwards = "before" in request.GET and "after" not in request.GET
    values = _open(request.GET.get("before" if backwards else "after", ""), order)
    backwards = backwards and values is not None
    rows, more = _fetch(queryset, keys, values, per_page, backwards=backwards)
    if values is not None and not rows:
        values, backwards = None, False
        rows, more = _fetch(queryset, keys, values, per_page, backwards=backwards)
    has_next = more or backwards
    has_previous = more if backwards else values is not None
    return Page(
        rows=rows,
        next=address_beyond(request.GET, rows[-1], order) if rows and has_next else "",
        previous=_link(request.GET, "before", rows[0], order) if rows and has_previous else "",
    )


def count_up_to(queryset: QuerySet[Any], limit: int = 1000) -> str:
    """How many there are, counting no further than the limit: "37" or "more than 1,000"."""
    counted = queryset.order_by()[: limit + 1].count()
    return f"more than {limit:,}" if counted > limit else f"{counted:,}"


def _fetch(
    queryset: QuerySet[_M],
    keys: Sequence[_Key],
    values: Sequence[object] | None,
    per_page: int,
    *,
    backwards: bool,
) -> tuple[list[_M], bool]:
    """The rows past the cursor in the order of the page, and whether more lie beyond them."""
    found = queryset.order_by(*(key.order_by(backwards=backwards) for key in keys))
    if values is not None:
        found = found.filter(_past(keys, values, backwards=backwards))
    rows = list(found[: per_page + 1])
    more, rows = len(rows) > per_page, rows[:per_page]
    return (rows[::-1] if backwards else rows), more


def _past(keys: Sequence[_Key], values: Sequence[object], *, backwards: bool) -> Q:
    """Rows past the cursor. The first field is bounded once more by itself, so an index serves."""
    past = Q(pk__in=[])
    same = Q()
    for key, value in zip(keys, values, strict=True):
        if beyond := key.beyond(value, backwards=backwards):
            past |= same & beyond
        same &= key.same(value)
    bound = keys[0].beyond(values[0], backwards=backwards, itself=True)
    return past & bound if bound else past


def _key(queryset: QuerySet[Any], name: str) -> _Key:
    bare = name.removeprefix("-")
    return _Key(bare, descending=name.startswith("-"), nullable=_nullable(queryset, bare))


def _nullable(queryset: QuerySet[Any], path: str) -> bool:
    """Whether the value may be missing; something computed by the query is taken to be so."""
    if path == "pk":
        return False
    model: Any = queryset.model
    for step in path.split("__"):
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            return True
        if getattr(field, "null", True):
            return True
        model = field.related_model
    return False


def _value(row: object, path: str) -> object:
    for step in path.split("__"):
        row = getattr(row, step, None)
    return row


def address_beyond(query: QueryDict, row: Model, order: Order) -> str:
    """The query string of the page that begins after a row."""
    return _link(query, "after", row, order)


def _link(query: QueryDict, direction: str, row: Model, order: Order) -> str:
    link = query.copy()
    for key in ("after", "before"):
        link.pop(key, None)
    link[direction] = _seal([_value(row, name.removeprefix("-")) for name in order], order)
    return f"?{link.urlencode()}"


@lru_cache
def _cipher(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"ui.paging {secret}".encode()).digest()))


def _seal(values: Sequence[object], order: Order) -> str:
    """The place of a row, sealed: it may hold a name, and addresses are written down in logs."""
    packed = json.dumps([",".join(order), [_pack(value) for value in values]])
    return _cipher(settings.SECRET_KEY).encrypt(packed.encode()).decode()


def _open(token: str, order: Order) -> list[object] | None:
    """The values sealed in a cursor, or None if it is not ours or belongs to another order."""
    try:
        packed = json.loads(_cipher(settings.SECRET_KEY).decrypt(token.encode()))
    except (InvalidToken, UnicodeEncodeError):
        return None
    sealed_order, values = packed
    return [_unpack(value) for value in values] if sealed_order == ",".join(order) else None


def _pack(value: object) -> object:
    match value:
        case datetime():
            return ["moment", value.isoformat()]
        case date():
            return ["day", value.isoformat()]
        case Decimal():
            return ["decimal", str(value)]
        case UUID():
            return str(value)
        case _:
            return value


def _unpack(value: object) -> object:
    match value:
        case ["moment", str(text)]:
            return datetime.fromisoformat(text)
        case ["day", str(text)]:
            return date.fromisoformat(text)
        case ["decimal", str(text)]:
            return Decimal(text)
        case _:
            return value
