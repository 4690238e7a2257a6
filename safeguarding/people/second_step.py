"""The second step of signing in: setting it up, what a session has shown of it, and the codes of the moment that the
demonstration prints. Counting wrong codes is in `lock_out.py`, the pages in `views/second_step.py`."""

import time
from io import BytesIO

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    validate_totp_code,
)
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from safeguarding.people.invented import secret_of
from safeguarding.people.models import Person

_SECRET_IN_SESSION = "second-step-secret"  # noqa: S105 - the name of a place, not a secret
TOTP_KIND, CODES_KIND = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
AnyUser = AbstractBaseUser | AnonymousUser


def has_passed(request: HttpRequest) -> bool:
    """Whether this session has passed the second step that the person has now. A password alone is not enough, nor
    is a step that was passed before an administrator removed it."""
    shown = {record.get("id") for record in _passed(request)}
    if not hasattr(request, "_own_steps"):
        own = Authenticator.objects.filter(user_id=request.user.pk).values_list("pk", flat=True)
        request._own_steps = set(own)  # type: ignore[attr-defined]
    own_steps: set[int] = request._own_steps  # type: ignore[attr-defined]
    return bool(shown & own_steps)


def was_taken_away(request: HttpRequest) -> bool:
    """Whether the session passed a second step that is no longer there."""
    return bool(_passed(request)) and not has_passed(request)


def began_at(request: HttpRequest) -> float | None:
    """The second since 1970 in which this session's sign-in began, by the machine's own clock."""
    records = get_authentication_records(request, request.user)
    return float(records[0]["at"]) if records else None


def is_set_up(person: AnyUser) -> bool:
    """Whether the person has set up an authenticator app."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type=TOTP_KIND).exists())


def secret_to_set_up(request: HttpRequest) -> str:
    """The secret offered to the person's authenticator app: one a session until a code of it is shown."""
    secret = request.session.get(_SECRET_IN_SESSION)
    if not secret:
        secret = request.session[_SECRET_IN_SESSION] = generate_totp_secret()
    return str(secret)


def is_code_of(secret: str, code: str) -> bool:
    """Whether the code is one of this moment."""
    return bool(validate_totp_code(secret, code.replace(" ", "")))


@transaction.atomic
def set_up(request: HttpRequest, person: Person, secret: str) -> None:
    """Take this secret as the person's second step, in place of any before, and make fresh recovery codes. The
    session has passed it."""
    Person.objects.select_for_update().get(pk=person.pk)
    Authenticator.objects.filter(user=person).delete()
    step = TOTP.activate(person, secret).instance
    RecoveryCodes.activate(person)
    request.session.pop(_SECRET_IN_SESSION, None)
    if hasattr(request, "_own_steps"):
        del request._own_steps
    record_authentication(request, person, "mfa", id=step.pk, type=step.type)


@transaction.atomic
def new_recovery_codes(person: Person) -> None:
    """Make recovery codes anew; those before no longer work."""
    Person.objects.select_for_update().get(pk=person.pk)
    Authenticator.objects.filter(user=person, type=CODES_KIND).delete()
    RecoveryCodes.activate(person)


@transaction.atomic
def codes_to_show_once(person: Person) -> list[str]:
    """The recovery codes, the first time they are asked for; after that, none."""
    kept = Authenticator.objects.select_for_update().filter(user=person, type=CODES_KIND).first()
    if kept is None or RecoveryCodes(kept).did_view:
        return []
    RecoveryCodes(kept).mark_as_viewed()
    return list(RecoveryCodes(kept).get_unused_codes())


def recovery_codes_left(person: Person) -> int:
    """How many recovery codes have not been used."""
    kept = Authenticator.objects.filter(user=person, type=CODES_KIND).first()
    return len(RecoveryCodes(kept).get_unused_codes()) if kept else 0


def take_away(person: Person) -> None:
    """Remove the second step and the recovery codes: the person sets them up at the next sign-in."""
    Authenticator.objects.filter(user=person).delete()


def was_used(person: AnyUser, code: str) -> bool:
    """Whether this code was accepted while it could still be accepted again."""
    return bool(cache.get(_used(person, code)))


def mark_used(person: AnyUser, code: str) -> None:
    """For as long as it could be accepted again; in the demonstration, where codes hide nothing and one person is
    tried over and over, for half a minute."""
    periods = 1 if settings.DEMONSTRATION else 2 * app_settings.TOTP_TOLERANCE + 1
    lasts = app_settings.TOTP_PERIOD * periods
    cache.set(_used(person, code), "y", lasts)


def code_of_the_moment(person: AnyUser) -> str | None:
    """The code that an invented person's app would show now, in the demonstration alone; the next one when that is
    used. None where the app has a secret of its own: nobody's but that app's to show."""
    if not settings.DEMONSTRATION:
        return None
    kept = Authenticator.objects.filter(user_id=person.pk, type=TOTP_KIND).first()
    secret = decrypt(kept.data["secret"]) if kept else ""
    return unused_code(person, secret) if secret == secret_of(person.get_username()) else None


def unused_code(person: AnyUser, secret: str) -> str:
    """A code of this secret that is accepted now and was not used yet, if there is one."""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    codes: list[str] = [format_hotp_value(hotp_value(secret, now + step)) for step in (0, 1, -1)]
    return next((code for code in codes if not was_used(person, code)), codes[0])


def picture(address: str) -> bytes:
    """The address as a QR code, an SVG file of its own: the content policy allows no picture inside the page."""
    import qrcode  # type: ignore[import-untyped]
    from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]

    out = BytesIO()
    qrcode.make(address, image_factory=SvgPathImage).save(out)
    return out.getvalue()


def _used(person: AnyUser, code: str) -> str:
    return f"second-step-used:{person.pk}:{''.join(code.split())}"


def _passed(request: HttpRequest) -> list[dict[str, object]]:
    return [record for record in get_authentication_records(request, request.user) if record.get("method") == "mfa"]


def code_to_show(person: AnyUser, secret: str) -> str | None:
    """While setting up, in the demonstration alone: the code that an app given this secret would show."""
    return unused_code(person, secret) if settings.DEMONSTRATION else None
