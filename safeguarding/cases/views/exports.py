"""The list of incidents and the readings of an organisation as files: the very rows of the page, all pages of them,
under its filters. No column holds a child's name, and that it left is on record."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.actions.exporting import MOST, record_export
from safeguarding.cases.csv_files import as_csv, csv_file
from safeguarding.cases.models import Case, Export
from safeguarding.cases.views.asking import SeeOther
from safeguarding.cases.views.my_work import Row, rows_of, shown_incidents
from safeguarding.cases.views.trace import shown_reads, words_of_reads
from safeguarding.doors import actor_of, open_to
from safeguarding.look.standing_words import shown as in_words
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission


@open_to(Permission.SEE_OWN_WORK)
def export_incidents(request: HttpRequest) -> HttpResponse:
    """Every incident that the list shows under these filters, newest first."""
    what = Export.What.INCIDENTS
    found = rows_of(shown_incidents(request)[: MOST[what] + 1], on=today.today())
    headings = [
        _("Reference"), _("Stage"), _("Next step"), _("By when"), _("How it stands"), _("Lead"), _("Authority"),
        _("Opened"),
    ]  # fmt: skip
    filters = {name: request.GET[name] for name in ("stage", "mine") if request.GET.get(name)}
    cases = [row.case for row in found]
    return _file(request, what, filters, headings, [_incident(row) for row in found], cases, reverse("cases:incidents"))


@open_to(Permission.READ_ORGANISATION_TRACE)
def export_reads(request: HttpRequest) -> HttpResponse:
    """Every reading that the page shows, unusual ones or all, newest first."""
    what = Export.What.READS
    headings = [_("When"), _("Who"), _("Reference"), _("Page"), _("Why it is shown")]
    rows = [
        (f"{today.london(one.at):%Y-%m-%d %H:%M}", who, one.reference, page, why)
        for one, who, page, why in words_of_reads(shown_reads(request, most=MOST[what] + 1))
    ]
    filters = {"show": "every" if request.GET.get("show") == "every" else "unusual"}
    return _file(request, what, filters, headings, rows, (), reverse("cases:reads"))


def _file(
    request: HttpRequest,
    what: Export.What,
    filters: Mapping[str, str],
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    cases: Sequence[Case],
    back: str,
) -> HttpResponse:
    """The file, once it is on record; or back to the page with the reason why not."""
    on = today.today()
    try:
        record_export(what=what, filters=filters, count=len(rows), of=cases, by=actor_of(request), on=on)
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
        return SeeOther(f"{back}?{urlencode(filters)}")
    words = {Export.What.INCIDENTS: "incidents", Export.What.READS: "who-read-what"}[what]
    return csv_file(as_csv(headings, rows), words=words, on=on)


def _incident(row: Row) -> tuple[object, ...]:
    due = row.next.due.due_on if row.next else None
    how = in_words(row.next.standing, due=due, today=today.today(), force=row.next.force) if row.next else None
    return (
        row.case.reference,
        row.stage,
        row.next.title if row.next else _("No date runs"),
        due,
        how.words if how else "",
        row.case.lead.name if row.case.lead else _("Nobody yet"),
        row.case.authority.name if row.case.authority else "",
        row.case.opened_on,
    )


urlpatterns: list[URLPattern] = [
    path("incidents/export/", export_incidents, name="export_incidents"),
    path("reads/export/", export_reads, name="export_reads"),
]
