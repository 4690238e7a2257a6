"""What cannot be done is said in a sentence, without the program's innards, and ends with status 1."""

import sys
from collections.abc import Callable

from safeguarding.ground.addresses import BadAddress
from safeguarding.ground.environment import UnreadableSetting
from safeguarding.ground.place import CannotStart

INTERRUPTED = 130


class CannotRun(Exception):
    """A command cannot do what was asked; the message says why and what to do."""


def plainly(command: Callable[[], int]) -> int:
    """Run the command; print what it refuses and answer its exit status."""
    try:
        return command()
    except (CannotRun, CannotStart, BadAddress, UnreadableSetting) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
