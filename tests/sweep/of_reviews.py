"""The verbs about the rapid review, its decision and its sending, each with its own person and its needs.
`verbs.py` gathers them."""

from tests.sweep.doing import Verb

VERBS: tuple[Verb, ...] = ()
