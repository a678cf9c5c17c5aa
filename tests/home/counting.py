"""How many questions a page asks the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

NOT_COUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO")


def queries_of(client: Client, method: str, url: str, data: dict[str, str] | None = None) -> int:
    """The number of queries of one request, savepoints not counted."""
    with CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(url, data or {})
        if response.streaming:
            list(response.streaming_content)
    assert response.status_code == 200, (url, response.status_code)
    asked = [each["sql"] for each in captured.captured_queries]
    return len([sql for sql in asked if not sql.startswith(NOT_COUNTED)])
