"""Who asks: the cast, and those who should find a door shut. What each may do is asked of the rules, not listed."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from safeguarding.actor import acting_as
from safeguarding.people.models import HeldRole, Person
from safeguarding.rules.roles import Role
from safeguarding.today import today
from tests.cast import LONG_AGO, Cast
from tests.signing_in import second_step_of, signed_in

BARRED, ENDED, WITHOUT_SECOND_STEP, SIGNED_OUT = "bea", "old", "sue", "nobody"

EXTRA = (
    (BARRED, Role.NOTIFIER, "ashmere"),
    (ENDED, Role.MANAGER, "ashmere-partnership"),
    (WITHOUT_SECOND_STEP, Role.MANAGER, "ashmere-partnership"),
)
"""Bea is kept out of every incident of the story, Old's role has ended, Sue gave her password alone."""


def add_people(story: Cast) -> None:
    """Add those whom the cast has not."""
    with acting_as(story.ann.pk):
        for name, role, at in EXTRA:
            person = Person.objects.create_user(f"{name}@example.invalid", name=f"{name.capitalize()} Z.")
            story.people[name] = person
            until_on = today() if name == ENDED else None
            HeldRole.objects.create(
                person=person,
                organisation=story[at],
                role=role,
                from_on=LONG_AGO,
                until_on=until_on,
                given_by=story.ann,
            )


class Browser(Client):
    """A browser that reads what it is sent to the end, files too, as real ones do; a fault is an answer to it."""

    def request(self, **request: Any) -> HttpResponse:
        response: Any = super().request(**request)
        if response.streaming:
            # Read to its end it closes itself, as the test client arranges; closed again, the database would go too.
            response.streaming_content = [b"".join(response.streaming_content)]
        return cast(HttpResponse, response)


@dataclass
class Browsers:
    """A browser for each person, signed in once; every asking begins with that same session."""

    sessions: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> Browser:
        client = Browser(raise_request_exception=False)
        if name in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return client


def sign_everybody_in(everybody: Cast) -> Browsers:
    """Everybody with both steps passed; Sue without the second; nobody stays signed out."""
    browsers = Browsers()
    for name, person in everybody.people.items():
        client = Client()
        if name == WITHOUT_SECOND_STEP:
            client.force_login(person)
        else:
            second_step_of(person)
            signed_in(person, client)
        browsers.sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return browsers
