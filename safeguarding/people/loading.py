"""Brings the reference files into the register of organisations: what is new is added, what changed is changed, nothing
is doubled, nothing removed. Where a body receives and whom to ring there is people's to say, and stays."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from safeguarding.people.models import Membership, Organisation
from safeguarding.people.reference_files import Authority, Bodies, authorities, bodies

REGISTER = "mySociety uk_local_authority_names_and_codes, July 2025, MIT; ONS codes, Open Government Licence v3"
UNCHECKED = "public knowledge, unchecked"

_Kind = Organisation.Kind


@dataclass(slots=True)
class Loaded:
    """What a loading did, in codes."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


@transaction.atomic
def load_organisations(*, nations: Collection[str] = ("england",)) -> Loaded:
    """Load the register of these nations and, with England's, the bodies around it. Raises `BadReference` before
    anything is written."""
    register = [one for one in authorities() if one.nation in nations]
    around = bodies()
    loaded = Loaded()
    for one in register:
        _put(loaded, one.code, **_facts(one))
    _link_replaced(register)
    if "england" in nations:
        _load_bodies(loaded, around)
    return loaded


def _facts(one: Authority) -> dict[str, Any]:
    return {
        "kind": _Kind.LOCAL_AUTHORITY,
        "name": one.name,
        "official_name": one.official_name,
        "nation": one.nation,
        "region": one.region,
        "from_on": one.from_on,
        "until_on": one.until_on,
        "source": REGISTER,
    }


def _load_bodies(loaded: Loaded, around: Bodies) -> None:
    for kind, listed in (
        (_Kind.NATIONAL, around.national),
        (_Kind.POLICE, around.police),
        (_Kind.HEALTH_BOARD, around.health),
        (_Kind.PARTNERSHIP, {one.code: one.name for one in around.partnerships}),
    ):
        for code, name in listed.items():
            _put(loaded, code, kind=kind, name=name, nation="england", source=UNCHECKED)
    keys = dict(Organisation.objects.values_list("code", "pk"))
    for partnership in around.partnerships:
        for body in partnership.bodies:
            # An end that somebody recorded here stays: only what was never there is added.
            if not Membership.objects.filter(partnership_id=keys[partnership.code], body_id=keys[body]).exists():
                Membership.objects.create(partnership_id=keys[partnership.code], body_id=keys[body])


def _link_replaced(register: list[Authority]) -> None:
    rows = {row.code: row for row in Organisation.objects.filter(code__in=[one.code for one in register])}
    for one in register:
        if one.replaced_by:
            rows[one.code].replaced_by.set([rows[code] for code in one.replaced_by])


def _put(loaded: Loaded, code: str, **facts: Any) -> None:
    row, is_new = Organisation.objects.get_or_create(code=code, defaults=facts)
    if is_new:
        loaded.added.append(code)
        return
    differing = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, facts[name])
    if differing:
        row.save(update_fields=differing)
    (loaded.changed if differing else loaded.same).append(code)
