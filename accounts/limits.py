"""How often one address may try a door that stands open to all."""

from allauth.core import ratelimit
from django.http import HttpRequest


def is_too_often(request: HttpRequest, action: str) -> bool:
    """Whether this address has used up its tries, by `ACCOUNT_RATE_LIMITS` of the settings."""
    return not ratelimit.consume(request, action=action)
