"""How often something may be done in a time: counted in the cache, which lies on disk."""

from django.core.cache import cache


def is_too_often(what: str, *, most: int, seconds: int) -> bool:
    """Count one more of `what`, and say whether that is more than `most` in as many seconds."""
    key = f"throttle:{what}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return bool(cache.incr(key) > most)
    except ValueError:
        # It lapsed between the two.
        return False
