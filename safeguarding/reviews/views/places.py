"""Where the pages of this app are, of a case."""

from django.urls import reverse

from safeguarding.cases.models import Case


def place_of(name: str, case: Case, *more: object) -> str:
    """The address of a page about the rapid review of a case."""
    return reverse(f"reviews:{name}", args=[case.reference, *more])
