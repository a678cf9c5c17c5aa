"""What stands before every page and knows no model."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

NULL = "\x00"


class WithoutNull:
    """An address never holds a null character: PostgreSQL keeps none, and asked for one it fails.
    What was typed into a form is refused by its field instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            said = QueryDict(mutable=True)
            for name, values in request.GET.lists():
                said.setlist(name.replace(NULL, ""), [each.replace(NULL, "") for each in values])
            request.GET = said
        return self.get_response(request)
