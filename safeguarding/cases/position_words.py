"""What a partner body may say, in words that fit the question it was asked. The verbs are `actions/positions.py`'s."""

from typing import Any

from django.utils.translation import gettext as _

from safeguarding.cases.models import Position


def views_on(question: str) -> list[tuple[str, Any]]:
    """What a body may say, in words that fit the question."""
    if question == "withdraw":
        said = (_("The criteria were never met"), _("The criteria were met"), _("More facts are needed first"))
    elif question == "review":
        said = (_("Agrees with what is proposed"), _("Does not agree"), _("More facts are needed first"))
    else:
        said = (_("It must be notified"), _("It need not be notified"), _("More facts are needed first"))
    return list(zip(Position.View.values, said, strict=True))
