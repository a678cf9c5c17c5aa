"""Whoever sits at a desk: stands in for the user in a query compiled once for all of them."""

from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from django.db.models import BigIntegerField, Model, QuerySet

from accounts.desk import Desk
from ui.compiled import Given, Rows, compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from accounts.models import User

_M = TypeVar("_M", bound=Model)


class Anybody(Given):
    """A user of whom only the desk is known yet; who it is is given when the query is asked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("user", BigIntegerField())
        self.desk = desk


@overload
def compiled_for(
    user: "User", build: "Callable[..., QuerySet[_M, _M]]", *shape: "Hashable", **values: Any
) -> list[_M]: ...
@overload
def compiled_for(
    user: "User", build: "Callable[..., Rows]", *shape: "Hashable", **values: Any
) -> list[tuple[Any, ...]]: ...
def compiled_for(
    user: "User", build: "Callable[..., Any]", *shape: "Hashable", **values: Any
) -> list[Any]:
    """The rows of `build(user, *shape)`, compiled once a day for everybody at such a desk. Of the
    user `build` may ask for the desk, and otherwise only compare columns with them."""
    anybody = cast("User", Anybody(user.desk))
    return compiled(build, anybody, *shape, user=user.pk, **values)
