"""What one incident or review found, what it recommends and what is done about it; writing what was found. The whole
partnership's plan is `plan.py`'s."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.cases.doors import may_here, open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, ask, attempt, posted
from safeguarding.doors import actor_of, open_to
from safeguarding.files.serving import response_for
from safeguarding.plans.actions.findings import add_finding, change_finding
from safeguarding.plans.forms import FindingForm
from safeguarding.plans.listing import Filters, Group, listed
from safeguarding.plans.models import AgreedAction, Evidence, Finding
from safeguarding.plans.views.choosing import plan_run
from safeguarding.plans.views.drawing import page_of_plan, try_change
from safeguarding.plans.whose import plans_read
from safeguarding.rules.roles import Permission as P


@open_case_to(P.READ_CASE)
def of_case(request: HttpRequest, case: Case) -> HttpResponse:
    """Finding by finding, each with its recommendations and their actions; then a meeting's own actions."""
    actor, on = actor_of(request), today.today()
    plan = listed(case.partnership, Filters(), on=on, case=case)
    findings = list(case.findings.order_by("number"))
    after = {one.replaces_id: one.pk for one in findings if one.replaces_id}
    reads = {one.pk for one in plans_read(actor, on=on)}
    context = {
        "case": case,
        "findings": [(one, _of(plan.groups, one, after)) for one in findings if one.pk not in after],
        "others": [group for group in plan.groups if group.recommendation is None],
        "may_write": P.PLAN_ACTIONS in may_here(request),
        "reads_plan": case.partnership_id in reads,
        "on": on,
    }
    return TemplateResponse(request, "plans/of_case.html", context)


def _of(groups: list[Group], finding: Finding, after: dict[int, int]) -> list[Group]:
    """Those of a finding, and of those whose place it took."""
    return [
        group
        for group in groups
        if group.recommendation is not None and _now(group.recommendation.finding_id, after) == finding.pk
    ]


def _now(key: int, after: dict[int, int]) -> int:
    while key in after:
        key = after[key]
    return key


@open_case_to(P.PLAN_ACTIONS)
def add(request: HttpRequest, case: Case) -> HttpResponse:
    form = FindingForm(posted(request), has_case=True)
    if request.method == "POST" and attempt(form, lambda given: _add(request, case, given)):
        messages.success(request, _("The finding is written down"))
        return SeeOther(reverse("plans:of_case", args=[case.reference]))
    return ask(
        request,
        form,
        case=case,
        heading=_("Write a finding"),
        press=_("Write it down"),
        back=reverse("plans:of_case", args=[case.reference]),
    )


def _add(request: HttpRequest, case: Case, given: dict[str, Any]) -> Finding:
    return add_finding(
        partnership=case.partnership,
        case=case,
        source=given["source"],
        source_name=given["source_name"],
        text=given["text"],
        by=actor_of(request),
        on=today.today(),
    )


@open_to(P.RUN_PLAN)
def add_national(request: HttpRequest) -> HttpResponse:
    """What a national review found, or somebody else's, that this partnership takes into its plan."""
    actor, on = actor_of(request), today.today()
    partnership = plan_run(actor, on=on)
    form = FindingForm(posted(request), has_case=False)
    if request.method == "POST" and attempt(
        form,
        lambda given: add_finding(
            partnership=partnership,
            case=None,
            source=given["source"],
            source_name=given["source_name"],
            text=given["text"],
            by=actor,
            on=on,
        ),
    ):
        messages.success(request, _("The finding is written down. Write now what is recommended"))
        made = Finding.objects.filter(partnership=partnership, case__isnull=True).order_by("-pk")[0]
        return SeeOther(reverse("plans:recommend", args=[made.pk]))
    return ask(
        request,
        form,
        heading=_("Take a finding from elsewhere into the plan"),
        press=_("Write it down"),
        back=page_of_plan(partnership, None),
    )


@open_to(P.RUN_PLAN)
def change(request: HttpRequest, key: int) -> HttpResponse:
    finding = get_object_or_404(Finding.objects.select_related("case", "partnership"), pk=key)
    is_agreed = AgreedAction.objects.filter(action__recommendation__finding=finding).exists()
    now = {"source": finding.source, "source_name": finding.source_name, "text": finding.text, "seen": finding.version}
    form = FindingForm(posted(request), has_case=finding.case is not None, is_agreed=is_agreed, initial=now)

    def act(given: dict[str, Any]) -> Finding:
        return change_finding(
            finding=finding,
            source=given["source"],
            source_name=given["source_name"],
            text=given["text"],
            seen=given["seen"] or 0,
            reason=form.reason,
            by=actor_of(request),
            on=today.today(),
        )

    back = page_of_plan(finding.partnership, finding.case)
    version = lambda: Finding.objects.get(pk=finding.pk).version  # noqa: E731
    what = f"finding/{finding.pk}"
    if request.method == "POST" and try_change(request, form, act, case=finding.case, what=what, version=version):
        messages.success(request, _("The finding is changed"))
        return SeeOther(back)
    saved = Finding.objects.get(pk=finding.pk).text
    return ask(
        request,
        form,
        case=finding.case,
        heading=_("Change a finding"),
        press=_("Save"),
        back=back,
        template="plans/change.html",
        saved=saved,
    )


@open_case_to(P.READ_CASE)
def evidence_file(request: HttpRequest, case: Case, key: int) -> HttpResponse:
    """The document that came as evidence; that it was read is on record."""
    sent = get_object_or_404(Evidence.objects.select_related("file"), case=case, pk=key, file__isnull=False)
    if sent.file is None or sent.file.destroyed_at is not None:
        return SeeOther(reverse("plans:of_case", args=[case.reference]))
    return response_for(sent.file, reference=case.reference, number=sent.pk)  # type: ignore[return-value]


urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/plan/", of_case, name="of_case"),
    path("cases/<str:reference>/plan/finding/", add, name="add_finding"),
    path("cases/<str:reference>/plan/documents/<int:key>/", evidence_file, name="evidence_file"),
    path("plan/findings/add/", add_national, name="add_national"),
    path("plan/findings/<int:key>/change/", change, name="change_finding"),
]
