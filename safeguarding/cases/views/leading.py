"""Who leads an incident: chosen among those who can open it, and nobody else. The verb is `actions/leading.py`'s."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeguarding import today
from safeguarding.cases.actions.leading import set_lead, who_may_lead
from safeguarding.cases.doors import open_case_to
from safeguarding.cases.models import Case
from safeguarding.cases.views.asking import SeeOther, page_of
from safeguarding.cases.views.previews import would_be_sent
from safeguarding.doors import actor_of
from safeguarding.messages.kinds import Kind
from safeguarding.people.models import Person
from safeguarding.people.pages import page, refuse
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission

CHOOSE = gettext_lazy("Choose somebody who can open this incident")


class ChooseLead(forms.Form):
    """Who leads the incident."""

    lead = forms.ModelChoiceField(
        label=gettext_lazy("Lead"),
        queryset=Person.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    seen = forms.IntegerField(required=False, initial=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [person.pk for person in people]
        self.fields["lead"].queryset = Person.objects.filter(pk__in=keys)  # type: ignore[attr-defined]


@open_case_to(Permission.PLAN_STEPS)
def lead(request: HttpRequest, case: Case) -> HttpResponse:
    on = today.today()
    people = who_may_lead(case, on=on)
    form = ChooseLead(request.POST or None, people=people, initial={"lead": case.lead_id, "seen": case.lead_id or 0})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_lead(case=case, lead=given["lead"], seen=given["seen"] or None, by=actor_of(request), on=on)
        except Refused as refused:
            refuse(form, refused)
            form.data = {**form.data.dict(), "seen": str(case.lead_id or 0)}  # type: ignore[attr-defined]
        else:
            messages.success(request, _("The lead is changed. The new lead is told by reference."))
            return SeeOther(page_of("incident", case))
    # Everybody on the list would get the same words: one example says them.
    example = [person for person in people if person.pk not in (actor_of(request).person_id, case.lead_id)][:1]
    shown = would_be_sent(case, kind=Kind.LEAD_CHANGED, what="you-lead", to=example, by=actor_of(request), on=on)
    return page(request, "cases/lead.html", form, case=case, previews=shown)


urlpatterns: list[URLPattern] = [path("cases/<str:reference>/lead/", lead, name="lead")]
