"""What changed in a procedure between two days, duty by duty; of its forms, forms/differences.py says it.

Stages, tests and options carry no dates: they have no versions to compare.
"""

from datetime import date

from safeguarding.rules.procedure import Duty, Procedure, version


def differences(procedure: Procedure, first: date, second: date) -> tuple[str, ...]:
    """A line for each duty that began, ended or changed; nothing when the law stood still."""
    before = {duty.id: duty for duty in version(procedure, first)}
    after = {duty.id: duty for duty in version(procedure, second)}
    lines: list[str] = []
    for name in dict.fromkeys(duty.id for duty in procedure.duties):
        old, new = before.get(name), after.get(name)
        if old is None and new is not None:
            lines.append(f"+ {name}: {new.title.en} ({new.due}; {new.cite})")
        elif old is not None and new is None:
            lines.append(f"- {name}: {old.title.en} ({old.due}; {old.cite})")
        elif old is not None and new is not None and old is not new:
            lines.extend((f"~ {name}: {new.title.en}", *_changes(old, new)))
    return tuple(lines)


def _changes(old: Duty, new: Duty) -> list[str]:
    before, after = _shown(old), _shown(new)
    return [f"    {key}: {before[key]} -> {after[key]}" for key in after if before[key] != after[key]]


def _shown(duty: Duty) -> dict[str, str]:
    return {
        "title": duty.title.en,
        "owed by": duty.owed_by,
        "owed to": ", ".join(duty.owed_to),
        "starts": ", ".join(duty.start_events),
        "ends": ", ".join(duty.end_events),
        "due": duty.due,
        "stops": ", ".join(duty.stops),
        "with": ", ".join(duty.only_with),
        "not with": ", ".join(duty.not_with),
        "ends not with": ", ".join(duty.ends_not_with),
        "runs": "yes" if duty.runs else "unconfirmed",
        "force": duty.force,
        "lateness as": duty.lateness_as or "its force",
        "seen": duty.seen,
        "source": str(duty.cite),
        "reopens": ", ".join(duty.reopens),
        "per": duty.per,
        "calendar": duty.calendar,
        "remind": ", ".join(map(str, duty.remind)),
        "note": duty.note.en if duty.note else "none",
        "from": duty.from_on.isoformat(),
    }
