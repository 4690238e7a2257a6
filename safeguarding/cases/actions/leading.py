"""Who leads an incident, and which bodies take part in it: only people who see it, only bodies whose people would. What
the bodies are asked for is in `positions.py`."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.holding import ChangedMeanwhile, hold
from safeguarding.cases.actions.recipients import holders_at, write_about
from safeguarding.cases.models import Case, Party
from safeguarding.cases.reach import permissions_on
from safeguarding.messages.kinds import Kind
from safeguarding.people.actors import actor_for
from safeguarding.people.models import Organisation, Person
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import SEES_CASES, Permission, Reach

TAKES_PART = frozenset({
    Organisation.Kind.LOCAL_AUTHORITY,
    Organisation.Kind.HEALTH_BOARD,
    Organisation.Kind.POLICE,
})  # fmt: skip
"""The kinds of body that are asked for a position."""


@transaction.atomic
def set_lead(*, case: Case, lead: Person, seen: int | None, by: Actor, on: date) -> Case:
    """Make somebody the lead. `seen` is the key of the lead whom the person saw. Refused for anybody who does not see
    this incident, whoever they are: the refusal does not say why."""
    case = hold(case, by=by, to=Permission.PLAN_STEPS)
    if case.lead_id != seen:
        raise ChangedMeanwhile(Refusal(_("Somebody else has changed the lead since you opened this page."), "lead"))
    if lead not in who_may_lead(case, on=on):
        raise Refused(Refusal(_("Choose somebody who can open this incident."), "lead"))
    if case.lead_id == lead.pk:
        return case
    case.lead = lead
    case.save(update_fields=["lead"])
    key = f"lead-{case.pk}-{on.isoformat()}-{seen or 0}-{lead.pk}"
    write_about(case, kind=Kind.LEAD_CHANGED, what="you-lead", to=[lead], key=key, by=by, on=on)
    return case


def who_may_lead(case: Case, *, on: date) -> list[Person]:
    """Everybody who sees the incident through a role at one of its bodies: the list to choose from, and the check."""
    bodies = {case.partnership_id, *case.parties.on(on).values_list("organisation_id", flat=True)}
    if case.authority_id is not None:
        bodies.add(case.authority_id)
    kept_out = set(case.bars.on(on).values_list("person_id", flat=True))
    return [person for person in holders_at(bodies, *SEES_CASES, on=on) if person.pk not in kept_out]


@transaction.atomic
def add_partner_body(*, case: Case, body: Organisation, by: Actor, on: date) -> Party:
    """Let another partner body take part, of any area: its people then see this incident and give its position."""
    case = hold(case, by=by, to=Permission.RECORD_POSITION)
    if body.kind not in TAKES_PART:
        raise Refused(
            Refusal(
                _("{body} cannot take part: choose an authority, an integrated care board or a police force.").format(
                    body=body
                ),
                "body",
            )
        )
    if not Organisation.objects.on(on).filter(pk=body.pk).exists():
        raise Refused(
            Refusal(_("{body} no longer exists. Choose the body that took its place.").format(body=body), "body")
        )
    party, _is_new = Party.objects.get_or_create(
        case=case,
        organisation=body,
        reach=Reach.PARTNER,
        defaults={"from_on": on, "added_by_id": by.person_id},
    )
    if party.until_on is not None and party.until_on <= on:
        party.until_on = None
        party.save(update_fields=["until_on"])
    return party


def sees(person: Person, case: Case, *, on: date) -> bool:
    """Whether the person may read the incident on a day, bars included."""
    return Permission.READ_CASE in permissions_on(actor_for(person, on=on), case, on=on)
