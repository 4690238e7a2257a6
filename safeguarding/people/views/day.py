"""The page of the demonstration's time machine. In production it is not there."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.doors import actor_of
from safeguarding.people.actions.day import go_back, set_day
from safeguarding.people.doors import open_to_signed_in
from safeguarding.people.forms import AnotherDay
from safeguarding.people.pages import page, refuse
from safeguarding.rules.refusal import Refused


@open_to_signed_in
def demonstration_day(request: HttpRequest) -> HttpResponse:
    if not settings.DEMONSTRATION:
        raise Http404
    form, actor, on = AnotherDay(request.POST or None, initial={"day": today.today()}), actor_of(request), today.today()
    if request.method == "POST" and "back" in request.POST:
        go_back(by=actor, on=on)
        messages.success(request, _("It is the real day again"))
        return redirect("demonstration_day")
    if request.method == "POST" and form.is_valid():
        try:
            set_day(day=form.cleaned_data["day"], by=actor, on=on)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("It is that day for everybody now"))
            return redirect("demonstration_day")
    return page(request, "people/demonstration_day.html", form, day=today.today(), is_set=today.is_set_for_all())
