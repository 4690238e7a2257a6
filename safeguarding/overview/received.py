"""What a national body counts: what was sent to it here, and in what time. It sees no case: its figures come from what
it was sent, and from nothing else."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.cases.actions.first_call import ENGLAND
from safeguarding.cases.actions.receiving import receiving_bodies
from safeguarding.cases.models import Submission
from safeguarding.look.charts import Chart
from safeguarding.overview.counting import KEPT, REVIEWING, chart_of
from safeguarding.overview.years import Year
from safeguarding.rules.clock import standing
from safeguarding.rules.procedure import load
from safeguarding.rules.workdays import calendar

What = Submission.What


def sent_in(year: Year, by: Actor) -> list[Submission]:
    """What was sent here to the person's bodies about notifications of a year, oldest first."""
    bodies = [body.pk for body in receiving_bodies(by)]
    rows = Submission.objects.filter(recipient_id__in=bodies, how=Submission.How.HERE)
    rows = rows.filter(sent_at__gte=today.london_moment(year.first, time.min)).order_by("id")
    notified = {row.case_id for row in rows if row.what == What.NOTIFICATION and _day(row) <= year.last}
    return [row for row in rows if row.case_id in notified]


def charts(found: Sequence[Submission], *, on: date) -> list[Chart]:
    """What was received, what was withdrawn, what was acknowledged; and in what time rapid reviews came."""
    many = Counter(row.what for row in found)
    words = [(str(What(what).label), many[what]) for what in What.values]
    return [
        chart_of("received", _("What was sent to you"), _("About incidents notified in this year."), _("What"), words),
        chart_of("reviewed", _("Rapid reviews, and by when"), _("Counted from the day of each notification."),
                 _("How its date was kept"), _reviewed(found, on)),
    ]  # fmt: skip


def _reviewed(found: Sequence[Submission], on: date) -> list[tuple[str, int]]:
    withdrawn = {row.case_id for row in found if row.what == What.WITHDRAWAL}
    came = {row.case_id: _day(row) for row in found if row.what == What.RAPID_REVIEW}
    notified = [row for row in found if row.what == What.NOTIFICATION]
    how = Counter(
        "stopped" if row.case_id in withdrawn else standing(_due(_day(row)), came.get(row.case_id), on)
        for row in notified
    )
    how["open"] += how["due-today"]
    return [(str(words), how[one]) for one, words in KEPT.items()]


def _due(notified_on: date) -> date:
    duty = load(ENGLAND).duty(REVIEWING[0], notified_on)
    return calendar("england").after(notified_on, duty.period.count)


def _day(row: Submission) -> date:
    return today.london(row.sent_at).date()
