"""The local authorities as a form offers them, and back from what was chosen to the body. A code in a form is small
letters; in the register it is as the register writes it."""

from datetime import date

from safeguarding.people.models import Organisation
from safeguarding.rules.forms.questions import Option
from safeguarding.rules.text import Text


def authority_options(*, on: date) -> list[Option]:
    """Every authority there is on a day, by name: what `rules.forms.loading.offering` is given."""
    names = Organisation.objects.on(on).filter(kind=Organisation.Kind.LOCAL_AUTHORITY).values_list("code", "name")
    return [Option(code=option_code(code), label=Text(en=name)) for code, name in names.order_by("name")]


def option_code(code: str) -> str:
    """A body's code as a form spells it."""
    return code.lower()


def authority_chosen(code: str) -> Organisation | None:
    """The authority that a form's answer names; None for "outside England", "not known" and the like."""
    if not code:
        return None
    kind = Organisation.Kind.LOCAL_AUTHORITY
    chosen: Organisation | None = Organisation.objects.filter(code__iexact=code, kind=kind).first()
    return chosen
