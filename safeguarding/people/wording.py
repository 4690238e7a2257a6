"""How roles and kinds of bodies are called on the page. What a role may do is in `rules/roles.py`."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safeguarding.people.models import Organisation
from safeguarding.rules.roles import Role

ROLES: Final[dict[Role, tuple[Promise | str, Promise | str]]] = {
    Role.NOTIFIER: (_("Notifier"), _("Decides with the partners, and notifies, for a local authority")),
    Role.MANAGER: (_("Business manager"), _("Runs the partnership's work on every incident and review")),
    Role.PARTNER: (_("Delegated safeguarding partner"), _("Gives a partner body's position")),
    Role.AGENCY_LEAD: (_("Agency safeguarding lead"), _("Proposes incidents and answers for an agency")),
    Role.NATIONAL: (_("National body"), _("Reads what was sent to a national body that receives here")),
    Role.REVIEWER: (_("Independent reviewer"), _("Is appointed to one review; sees that review alone")),
    Role.DATA_PROTECTION: (_("Data protection officer"), _("Reads who saw and changed what")),
    Role.ADMINISTRATOR: (_("Administrator"), _("Manages people, law and jobs; sees no case")),
}
"""Role -> its name, and what it is for in a few words."""


def role_name(role: str) -> str:
    """The name of a role as the table stores it."""
    return str(ROLES[Role(role)][0])


def described(body: Organisation) -> str:
    """A body with its kind, where the name alone would not tell: "Kent (local authority)"."""
    return f"{body.name} ({str(body.get_kind_display()).lower()})"
