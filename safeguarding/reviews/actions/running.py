"""Whether a rapid review is under way: it begins once the notification stands as sent, and what was sent stays."""

from django.utils.translation import gettext as _

from safeguarding.cases.actions.decisions import is_submitted
from safeguarding.cases.models import Case, Submission
from safeguarding.rules.refusal import Refusal, Refused


def is_under_way(case: Case) -> bool:
    """Whether the incident is notified, and the notification was not withdrawn."""
    return is_submitted(case)


def was_sent(case: Case) -> bool:
    """Whether the rapid review is on record as sent, to any outside body."""
    return case.submissions.filter(what=Submission.What.RAPID_REVIEW).exists()


def refuse_unless_under_way(case: Case) -> None:
    """Raises `Refused` before the notification stands as sent."""
    if not is_under_way(case):
        raise Refused(
            Refusal(_("No notification of this incident stands. Record that it was sent, then begin the rapid review."))
        )


def refuse_once_sent(case: Case) -> None:
    """Raises `Refused` once the rapid review is on record as sent."""
    if was_sent(case):
        raise Refused(
            Refusal(
                _("The rapid review was sent and recorded. What was sent stays as it was; add a note to the diary.")
            )
        )
