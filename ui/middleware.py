"""What stands before every page and knows no model."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class WithoutNull:
    """An address never holds a null character: PostgreSQL keeps none, and asked for one it fails.
    What was typed into a form is refused by its field instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Again and again: what is left of %0%000 is another one.
        while "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
        return self.get_response(request)
