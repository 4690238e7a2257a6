"""Processor time that the web server and its database have used so far, from /proc: it hardly changes when other work
slows the machine, so it says what a page costs where seconds say how busy the machine was."""

import os
from pathlib import Path

from safeguarding.ground import processes
from safeguarding.ground.place import place_of

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_GROUP, _OWN, _WITH_ENDED = 2, slice(11, 13), slice(11, 15)
"""Where a process's group, its own times, and its own with those of its ended children stand after its name."""


def used_by_group(leader: int) -> float:
    """Seconds used by the living processes of a group."""
    return sum(_seconds(fields, _OWN) for fields in _all() if int(fields[_GROUP]) == leader)


def used_by_database(data: Path) -> float:
    """Seconds used by the server of a data folder, the connections that have ended with it."""
    place = place_of(data)
    first = processes.recorded(place.pid_file)
    used = 0.0
    for number in processes.working_in(place.cluster, place.account):
        if (fields := _fields(number)) is not None:
            used += _seconds(fields, _WITH_ENDED if number == first else _OWN)
    return used


def _all() -> list[list[str]]:
    found = (_fields(int(entry.name)) for entry in _PROC.glob("[0-9]*"))
    return [fields for fields in found if fields is not None]


def _fields(number: int) -> list[str] | None:
    """What follows the name, which may hold anything, brackets too."""
    try:
        return (_PROC / str(number) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def _seconds(fields: list[str], which: slice) -> float:
    return sum(map(int, fields[which])) / _TICKS
