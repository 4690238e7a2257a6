"""A command that prints, to the end of its printing: the reader may have gone, the place may take no such letters.

Python would answer each with its innards. What a server or the worker cannot do is plainly.py's.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from safeguarding.rules.echo import echoed

WRONG = 2
INTERRUPTED = 130


class Words(argparse.ArgumentParser):
    """Reads the words after a command. What it cannot read is told in one sentence, with status 2."""

    def error(self, message: str) -> NoReturn:
        words = " ".join(echoed(part) for part in message.split(" "))
        self.exit(WRONG, f"{self.prog}: {words}; see {self.prog} --help.\n")


def to_the_end(command: Callable[[], int]) -> int:
    """Run the command and see what it printed out of the door; its status, or 2 with a sentence."""
    try:
        status = command()
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _leave_quietly()
        return 0
    except UnicodeEncodeError as fault:
        print(
            f"The output takes only {fault.encoding}, and these words need UTF-8; set PYTHONIOENCODING=utf-8.",
            file=sys.stderr,
        )
        return WRONG
    except OSError as fault:
        if fault.filename is not None:
            raise
        _leave_quietly()
        print(f"The output cannot be written ({fault.strerror}); send it somewhere else.", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def as_json(value: Any) -> str:
    """JSON to be printed: in its own letters where the output takes them, else in escapes, which mean the same."""
    is_unicode = sys.stdout is not None and (sys.stdout.encoding or "").lower().startswith("utf")
    return json.dumps(value, ensure_ascii=not is_unicode, indent=2)


def _leave_quietly() -> None:
    """Nobody reads any more: what is still held back must not be tried again when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
