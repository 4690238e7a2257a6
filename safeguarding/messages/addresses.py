"""To whom a message goes: a person who signs in, or a name with an address. Whether they may be written to about a
case is asked in `recipients.py`."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from safeguarding.people.models import Person


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody who is written to and may not sign in here: a directory contact, an office."""

    name: str
    email: str
    language: str = "en"

    def __post_init__(self) -> None:
        try:
            validate_email(self.email)
        except ValidationError:
            sentence = _("%(address)s is not an email address. Write one like name@example.gov.uk.")
            raise NotAnAddress(sentence % {"address": repr(self.email)}) from None


class NotAnAddress(ValueError):
    """What was given cannot be written to; the sentence says why."""


def address_of(to: Person | Address) -> Address:
    """Name, address and language of whoever it is."""
    return Address(to.name, to.email, to.language) if isinstance(to, Person) else to
