"""Signs people of the cast in for tests of pages: with both steps passed, unless a test is about the steps."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from safeguarding.people.middleware import SEEN_AT
from safeguarding.people.models import Person
from safeguarding.people.second_step import unused_code
from tests.cast import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def signed_in(person: Person, client: Client | None = None) -> Client:
    """A browser in which this person has signed in with both steps."""
    step = second_step_of(person)
    browser = client or Client()
    browser.force_login(person)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "id": step.pk, "type": step.type}]
    session["account_authentication_methods_user"] = str(person.pk)
    session[SEEN_AT] = int(time.time())
    session.save()
    return browser


def second_step_of(person: Person) -> Authenticator:
    """The person's authenticator app, set up if there is none."""
    kept = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    return kept or TOTP.activate(person, SECRET).instance


def with_password(person: Person) -> Person:
    """Give the person the password of the tests: hashing takes a moment, so only who types it has one."""
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def code_of(person: Person) -> str:
    """What the person's app shows."""
    return unused_code(person, SECRET)
