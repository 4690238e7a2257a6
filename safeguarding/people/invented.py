"""What tells invented people from real ones. The demonstration's own (`demonstration.py`) have secrets that anybody can
work out, so codes are shown for theirs alone; and where there is a demonstration nobody real is taken in, which the
start would refuse anyway (`ground/start_up.py`)."""

import base64
import hashlib

from django.conf import settings
from django.utils.translation import gettext as _

from safeguarding.ground.start_up import INVENTED_AT, NOBODY_REAL_AT
from safeguarding.rules.refusal import Refusal, Refused


def address_of(name: str) -> str:
    """Where an invented person is written to: nowhere."""
    return f"{name.lower().replace(' ', '.')}{INVENTED_AT}"


def secret_of(email: str) -> str:
    """The fixed secret of a demonstration person's authenticator app."""
    return base64.b32encode(hashlib.sha256(f"demonstration {email}".encode()).digest()[:20]).decode()


def refuse_real_people(email: str) -> None:
    """Raise `Refused` where this is the demonstration and the address could be somebody's."""
    if settings.DEMONSTRATION and not email.strip().lower().endswith(NOBODY_REAL_AT):
        raise Refused(
            Refusal(
                _(
                    "This is a demonstration, which guards nobody. Give an address that ends in {ending}, "
                    "or set SAFEGUARDING_MODE=production"
                ).format(ending=NOBODY_REAL_AT),
                "email",
            )
        )
