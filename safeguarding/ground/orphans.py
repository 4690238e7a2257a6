"""Ties a process to the one that started it: when that one is killed, this one ends too.

Without it, workers of a killed web server go on serving old code beside its successor, on the same port.
"""

import ctypes
import os
import signal
import sys

_SET_PARENT_DEATH_SIGNAL = 1


def die_with(parent: int, *, by: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel (Linux) for `by` when the process `parent`, which started this one, dies; end at once if it
    is already dead. Elsewhere nothing is asked."""
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_PARENT_DEATH_SIGNAL, int(by), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel refused to tie this process to its parent")
    if os.getppid() != parent:
        os.kill(os.getpid(), by)
