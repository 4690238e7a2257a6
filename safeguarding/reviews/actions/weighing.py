"""Weighing the local and the national criteria, item by item with evidence. Answering an item of any test is `cases`'
verb; here follows that the local criteria are then on record as weighed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguarding.actor import Actor
from safeguarding.cases.actions.assessment import answer_item, unanswered, weighed
from safeguarding.cases.actions.holding import hold
from safeguarding.cases.dues import refresh_dues
from safeguarding.cases.facts import record_event
from safeguarding.cases.models import Assessment, Case
from safeguarding.reviews.actions.running import refuse_unless_under_way
from safeguarding.reviews.whole import TEST_B, TEST_C
from safeguarding.rules.refusal import Refusal, Refused
from safeguarding.rules.roles import Permission

WEIGHED = "local_criteria_recorded"


@transaction.atomic
def weigh_item(
    *, case: Case, test: str, item: str, answer: str, evidence: str, seen: int, by: Actor, on: date
) -> Assessment:
    """Answer one item of test B or C, with the evidence. `seen` is the key of the answer the person saw, 0 for none.
    With the last item of test B, the local criteria are weighed: that is a fact of its own."""
    case = hold(case, by=by, to=Permission.DECIDE_REVIEW)
    refuse_unless_under_way(case)
    if test not in (TEST_B, TEST_C):
        raise Refused(Refusal(_("This test is not weighed here. Open the page again."), "item"))
    given = answer_item(case=case, test=test, item=item, answer=answer, evidence=evidence, seen=seen, by=by, on=on)
    is_on_record = case.events.filter(event=WEIGHED, superseded_by__isnull=True).exists()
    if test == TEST_B and not is_on_record and not unanswered(weighed(case, TEST_B)):
        record_event(case, WEIGHED, on=on, by=by)
        refresh_dues(case, by=by.person_id)
    return given
