"""The job that sends somebody the link to choose a password. Only the person's key travels with the job: the link is
made as it is sent, and is nowhere kept. Letters about cases are in the app `messages`."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from procrastinate.contrib.django import app

from safeguarding.look.languages import spoken_to
from safeguarding.people.models import Person

KINDS = ("invitation", "reset")


@app.task(name="people.send_link", retry=5)
def send_link(*, person_id: int, kind: str) -> None:
    """Send the invitation, or the link for a forgotten password. Nobody of that key: nothing is sent, and nobody who
    asked can tell."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None or kind not in KINDS:
        return
    with translation.override(spoken_to(person.language)):
        words = {"person": person, "link": link_for(person), "days": settings.PASSWORD_RESET_TIMEOUT // 86_400}
        subject = render_to_string(f"people/mail/{kind}_subject.txt", words).strip()
        send_mail(subject, render_to_string(f"people/mail/{kind}.txt", words), None, [person.email])


def link_for(person: Person) -> str:
    """The address where this person chooses a password; good once, for three days."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(person.pk)),
            "token": default_token_generator.make_token(person),
        },
    )
    return f"{settings.SITE_ADDRESS}{path}"
