"""The tables of people: bodies (`bodies.py`), accounts and roles (`accounts.py`), whom to ring (`directory.py`)."""

from safeguarding.people.models.accounts import AccountEvent, HeldRole, KeptText, Person, PersonManager
from safeguarding.people.models.bodies import Membership, Organisation, Period
from safeguarding.people.models.directory import Contact

__all__ = [
    "AccountEvent",
    "Contact",
    "HeldRole",
    "KeptText",
    "Membership",
    "Organisation",
    "Period",
    "Person",
    "PersonManager",
]
