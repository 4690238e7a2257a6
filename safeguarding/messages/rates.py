"""How often something may be asked, counted in the cache that all processes share."""

from django.core.cache import cache


def is_too_often(what: str, *, times: int, seconds: int) -> bool:
    """Count one more; whether it is more than `times` since the counting began, at most `seconds` ago."""
    key = f"rate:{what}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return bool(cache.incr(key) > times)
    except ValueError:  # it ran out between the two
        cache.add(key, 1, seconds)
        return False
