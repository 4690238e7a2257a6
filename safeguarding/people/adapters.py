"""Where we differ from allauth: nobody signs up by themselves, its messages are not shown, and the secret of an
authenticator app is sealed before it is stored."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from safeguarding.people.lock_out import address_of
from safeguarding.people.sealing import seal, unseal

_PURPOSE = "second step"


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The email address or the password is not right"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages speak for themselves."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """A copy of the database alone lets nobody pass the second step."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code is not right. Wait for the next one and try again"),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), purpose=_PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), purpose=_PURPOSE).decode()
