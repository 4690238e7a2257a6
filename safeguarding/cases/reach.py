"""How a person reaches a case, as `rules/roles.py` names it. The database wall answers the same question by itself
(`migrations/0002_walls.py`); `tests/cases/test_wall_and_roles_agree.py` compares them."""

from datetime import date

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.models import Case
from safeguarding.rules.roles import Permission, Reach, Role, may_on


def reaches(actor: Actor, case: Case, *, on: date | None = None) -> frozenset[tuple[Role, Reach]]:
    """Every way in which the person's roles touch the case today; empty when they are kept out."""
    day = on or today.today()
    if case.bars.on(day).filter(person_id=actor.person_id).exists():
        return frozenset()
    reach_of: dict[int, set[Reach]] = {case.partnership_id: {Reach.CUSTODIAN}}
    if case.authority_id is not None:
        reach_of.setdefault(case.authority_id, set()).add(Reach.AUTHORITY)
    for organisation_id, reach in case.parties.on(day).values_list("organisation_id", "reach"):
        reach_of.setdefault(organisation_id, set()).add(Reach(reach))
    held = {(role, reach) for role, at in actor.roles for reach in reach_of.get(at, ())}
    appointed = case.appointments.on(day).filter(person_id=actor.person_id).values_list("role", flat=True)
    found = held | {(Role(role), Reach.APPOINTED) for role in appointed}
    if case.emergencies.open_at(today.now()).filter(person_id=actor.person_id).exists():
        found.add((Role.REVIEWER, Reach.APPOINTED))  # reads as a reviewer does, and does nothing
    return frozenset(found)


def permissions_on(actor: Actor, case: Case, *, on: date | None = None) -> frozenset[Permission]:
    """What the person may do on the case today."""
    return may_on(reaches(actor, case, on=on))
