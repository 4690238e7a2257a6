"""Keeps what somebody typed when the page could not take it, sealed, for a day, and gives it back to the same person at
the same page. Who calls this is `signed_out.py`; how it is put back into the page, `filling_in.py`. Files and
passwords are not kept."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict

from safeguarding import today
from safeguarding.people.models import KeptText
from safeguarding.people.sealing import CannotUnseal, seal, unseal

COOKIE = "kept_text"
WHOSE = "whose"
LASTS = timedelta(hours=24)
TABS = 8  # one browser may have lost its session in several tabs
MOST = 1_000_000  # characters; more than any of our forms asks for

_SALT, _PURPOSE = "whose form this is", "kept text"
_NEVER = {"csrfmiddlewaretoken", WHOSE, "next"}
_SECRET_WORDS = ("password", "code", "secret", "token")


def whose(person_id: int) -> str:
    """The value of the hidden field that says for whom a form was drawn, so that nobody else gets what is typed."""
    return signing.dumps(person_id, salt=_SALT)


def person_of(posted: Mapping[str, str]) -> int | None:
    """For whom the form was drawn; None when it does not say, or says it falsely or too long ago."""
    try:
        said = signing.loads(posted.get(WHOSE, ""), salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return said if isinstance(said, int) else None


def typed_in(posted: QueryDict) -> dict[str, list[str]]:
    """What a person typed or chose: no tokens, no passwords, no codes."""
    return {
        name: [str(value) for value in values]
        for name, values in posted.lists()
        if name not in _NEVER and not any(word in name.lower() for word in _SECRET_WORDS)
    }


def keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Keep what was posted and give the browser its token. False when there is nothing to keep, or nobody to keep
    it for."""
    person_id, typed = person_of(request.POST), typed_in(request.POST)
    content = json.dumps(typed)
    if person_id is None or len(content) > MOST or not any(any(values) for values in typed.values()):
        return False
    forget_old()
    token = secrets.token_urlsafe(32)
    KeptText.objects.create(
        digest=_digest(token),
        person_id=person_id,
        path=request.path[:500],
        sealed=seal(content.encode(), purpose=_PURPOSE, salt=_salt(token, person_id, request.path[:500])),
        kept_at=today.now(),
    )
    _hand_over(response, [token, *_tokens(request)])
    return True


def given_back(request: HttpRequest) -> dict[str, list[str]]:
    """What the signed-in person had typed at this page, or nothing."""
    for kept, token in _kept(request):
        salt = _salt(token, kept.person_id, kept.path)
        try:
            return dict(json.loads(unseal(bytes(kept.sealed), purpose=_PURPOSE, salt=salt)))
        except CannotUnseal:  # the secret key was changed since
            continue
    return {}


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """The page has taken the text: it is kept no longer."""
    taken = {token for kept, token in _kept(request) if kept.delete()}
    left = [token for token in _tokens(request) if token not in taken]
    if taken and left:
        _hand_over(response, left)
    elif taken:
        response.delete_cookie(COOKIE, samesite="Lax")


def forget_old() -> None:
    """Destroy what nobody came back for within a day."""
    KeptText.objects.filter(kept_at__lt=today.now() - LASTS).delete()


def _hand_over(response: HttpResponse, tokens: list[str]) -> None:
    response.set_cookie(
        COOKIE,
        ".".join(tokens[:TABS]),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _tokens(request: HttpRequest) -> list[str]:
    return [token for token in request.COOKIES.get(COOKIE, "").split(".") if token][:TABS]


def _kept(request: HttpRequest) -> list[tuple[KeptText, str]]:
    """What is kept for this person at this page, the newest first, each with the token that opens it."""
    tokens = {_digest(token): token for token in _tokens(request)}
    if not tokens or not request.user.is_authenticated:
        return []
    rows = KeptText.objects.filter(
        digest__in=tokens,
        person_id=request.user.pk,
        path=request.path[:500],
        kept_at__gte=today.now() - LASTS,
    )
    return [(row, tokens[row.digest]) for row in rows.order_by("-kept_at")]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _salt(token: str, person_id: int, path: str) -> bytes:
    return f"{token}|{person_id}|{path}".encode()
