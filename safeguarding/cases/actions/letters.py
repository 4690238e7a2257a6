"""A partnership's own letter templates, kept and archived; and a letter made from one for a case, filed as a paper.
What the fields are and say is `cases/letter_fields.py`'s."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.letter_fields import refusal_of_unknown, values_for
from safeguarding.cases.markings import FOR_THE_ADDRESSEE, OFFICIAL_SENSITIVE
from safeguarding.cases.models import Case, LetterTemplate, Paper
from safeguarding.cases.template_store import content_of, keep_content
from safeguarding.files.letters import fields_in, merge
from safeguarding.files.names import safe_name
from safeguarding.people.models import Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission, Role

LARGEST = 5 * 1024 * 1024


@transaction.atomic
def add_template(
    *, partnership: Organisation, title: str, name: str, content: bytes, by: Actor, on: date
) -> LetterTemplate:
    """Keep a Word template with the fields found in it. Refused when it is not safe, or uses a field there is not."""
    _refuse_others(partnership, by)
    if not title.strip():
        raise Refused(Refusal(_("Enter what the template is for."), "title"))
    if len(content) > LARGEST:
        raise Refused(
            Refusal(
                _("The template is over {megabytes} MB. Make its pictures smaller.").format(
                    megabytes=LARGEST // 1024 // 1024
                ),
                "file",
            )
        )
    found = fields_in(content)
    if isinstance(found, Refusal):
        raise Refused(Refusal(found.sentence, "file"))
    unknown = refusal_of_unknown(found)
    if unknown is not None:
        raise Refused(unknown)
    template = LetterTemplate.objects.create(
        partnership=partnership,
        title=title.strip()[:120],
        file_name=safe_name(name, ".docx"),
        size=len(content),
        fields=list(found),
        filed_by_id=by.person_id,
        filed_at=today.now(),
    )
    keep_content(template, content)
    return template


@transaction.atomic
def archive_template(*, template: LetterTemplate, by: Actor, on: date) -> None:
    """Offer a template no longer. Letters made from it stay as they are."""
    held = LetterTemplate.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=template.pk)
    _refuse_others(held.partnership, by)
    if held.archived_at is not None:
        raise Refused(Refusal(_("This template is archived already.")))
    held.archived_at, held.archived_by_id = today.now(), by.person_id
    held.save(update_fields=["archived_at", "archived_by"])


@transaction.atomic
def make_letter(*, case: Case, template: LetterTemplate, given: Mapping[str, str], by: Actor, on: date) -> Paper:
    """Make a letter and file it. `given` holds what the person typed for the fields that the case cannot fill; what
    the case says is never replaced by it. Raises `Refused` at the first field without a value."""
    case = hold(case, by=by, to=Permission.KEEP_PAPERS)
    if template.archived_at is not None or template.partnership_id != case.partnership_id:
        raise Refused(Refusal(_("This template is not offered for this incident. Choose another."), "template"))
    said = values_for(case, writer=Person.objects.get(pk=by.person_id), on=on)
    values = {name: said.get(name) or given.get(name, "") for name in template.fields}
    letter = merge(content_of(template), values)
    if isinstance(letter, Refusal):
        raise Refused(letter)
    return file_paper(
        case=case,
        name=f"{template.title}.docx",
        stream=BytesIO(letter),
        title=template.title,
        originator=str(case.partnership),
        marking=OFFICIAL_SENSITIVE,
        onward_sharing=FOR_THE_ADDRESSEE,
        dated_on=on,
        kind=Paper.Kind.LETTER,
        by=by,
        on=on,
    )


def _refuse_others(partnership: Organisation, by: Actor) -> None:
    if not (by.may(Permission.MANAGE_TEMPLATES) and partnership.pk in by.organisations_as(Role.MANAGER)):
        raise Refused(
            Refusal(_("Only those who manage {partnership} keep its templates.").format(partnership=partnership))
        )
