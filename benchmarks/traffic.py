"""So many requests a second, whether or not the ones before are answered: a slow answer is counted against every
request that had to wait for it."""

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from benchmarks.browser import Answer
from benchmarks.figures import percentile

RATE = 20  # requests a second
AT_ONCE = 12
"""Connections: a press that finds none free waits for one, and its wait is counted."""


@dataclass(slots=True)
class Sample:
    """What came of some seconds of requests. Seconds are from the moment at which each was to be sent."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0

    def share(self, share: float) -> float:
        return percentile(self.seconds, share)


def open_loop(
    ask: Callable[[str], Answer], paths: Sequence[str], *, seconds: float, rate: float = RATE, seed: int = 7
) -> Sample:
    """Ask for the paths in turn, at moments drawn as people's presses fall: at random, `rate` a second on average."""
    sample = Sample()
    moments = _moments(seconds, rate, seed)
    with ThreadPoolExecutor(max_workers=AT_ONCE) as people:
        begin = time.perf_counter()
        asked = []
        for place, moment in enumerate(moments):
            time.sleep(max(0.0, begin + moment - time.perf_counter()))
            asked.append(people.submit(_press, ask, paths[place % len(paths)], begin + moment))
        for one in asked:
            answer, took = one.result()
            sample.seconds.append(took)
            sample.errors += not answer.is_good
    return sample


def _press(ask: Callable[[str], Answer], path: str, moment: float) -> tuple[Answer, float]:
    answer = ask(path)
    return answer, time.perf_counter() - moment


def _moments(seconds: float, rate: float, seed: int) -> list[float]:
    dice, moments = random.Random(seed), [0.0]
    while len(moments) < seconds * rate:
        moments.append(moments[-1] + dice.expovariate(rate))
    return moments
