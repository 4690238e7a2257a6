"""The verbs about what agencies are asked and answer, each with its own person and its needs.
`verbs.py` gathers them."""

from tests.sweep.doing import Verb

VERBS: tuple[Verb, ...] = ()
