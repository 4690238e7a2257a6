"""`safeguarding add-administrator`: the first administrator of an installation. Every other is made on the page, by an
administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.people.invented import refuse_real_people
from safeguarding.people.models import HeldRole, Organisation, Person
from safeguarding.people.tasks import link_for
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Role


class Command(BaseCommand):
    help = "Add the first administrator and print the link with which they choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--at", default="panel", help="code of the body at which the role is held (panel)")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        on, email = today.today(), options["email"].strip().lower()
        try:
            validate_email(email)
            refuse_real_people(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an email address.") from None
        except Refused as refused:
            raise CommandError(f"{refused.refusal.sentence}.") from None
        if HeldRole.objects.on(on).filter(role=Role.ADMINISTRATOR, person__is_active=True).exists():
            raise CommandError("There is an administrator already. They add others on the page People.")
        body = Organisation.objects.filter(code=options["at"]).first()
        if body is None:
            raise CommandError(
                f"No body has the code {options['at']!r}. Run `safeguarding load-organisations` first, "
                "or name another with --at."
            )
        person = Person.objects.filter(email=email).first()
        person = person or Person.objects.create_user(email, name=options["name"])
        with acting_as(person.pk, on=on):
            HeldRole.objects.create(
                person=person, organisation=body, role=Role.ADMINISTRATOR, from_on=on, given_by=person
            )
        self.stdout.write(f"{person.name} is administrator. They choose a password here, within three days:")
        self.stdout.write(link_for(person))
