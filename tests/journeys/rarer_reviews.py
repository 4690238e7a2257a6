"""Pages of a rapid review and of a plan that nobody is led to in the demonstration as it stands: a text that is signed
and not sent, a reply that asks, a plan that is written, an incident that is finished. Gives the addresses."""

from collections.abc import Iterator

from safeguarding import today
from safeguarding.cases.demonstration.stories import sent_and_told
from safeguarding.cases.demonstration.teller import Teller
from safeguarding.cases.models import Case
from safeguarding.people.demonstration import Demonstration
from safeguarding.reviews.actions.sending import make_report
from safeguarding.reviews.demonstration import tell_rapid_review
from safeguarding.reviews.whole import whole_review


def reviews(made: Demonstration) -> Iterator[str]:
    """Where each is seen, whoever may open it."""
    teller = Teller(made, today.today())
    ready = tell_rapid_review(teller, sent_and_told(teller, 5, "A child was left in a locked car"), 2)
    with teller.as_of("manager") as (by, on):
        yield f"/cases/{ready.reference}/rapid-review/sending/files/"
        make_report(case=ready, seen=whole_review(ready, on=on).fingerprint, by=by, on=on)
        replied = list(Case.objects.filter(panel_replies__isnull=False).distinct())
        planned = list(Case.objects.filter(findings__isnull=False).distinct())
    yield f"/cases/{ready.reference}/rapid-review/sending/"
    for case in replied:
        yield from (f"/cases/{case.reference}/rapid-review/{page}/" for page in ("sending", "reply", "national"))
        yield f"/cases/{case.reference}/rapid-review/reply/panel/record/"
    for case in planned:
        yield from (f"/cases/{case.reference}/{page}/" for page in ("plan", "finish", "finish/undo"))
    yield "/plan/agree/"
