"""Outside bodies: which receive here and which elsewhere, for the administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.doors import actor_of, open_to
from safeguarding.people.actions.bodies import set_receives_here
from safeguarding.people.models import Organisation
from safeguarding.people.pages import page
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Permission


@open_to(Permission.MANAGE_PEOPLE)
def outside_bodies(request: HttpRequest) -> HttpResponse:
    """Every national body; a press of the button beside it changes where it receives."""
    if request.method == "POST":
        key = request.POST.get("body", "")
        body = get_object_or_404(Organisation, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)
        receives_here = request.POST.get("receives") == "here"
        try:
            set_receives_here(body=body, receives_here=receives_here, by=actor_of(request), on=today.today())
        except Refused as refused:
            messages.error(request, refused.refusal.sentence)
        else:
            where = _("here") if receives_here else _("elsewhere")
            messages.success(request, _("%(body)s receives %(where)s from now on") % {"body": body, "where": where})
        return redirect("outside_bodies")
    bodies = Organisation.objects.on(today.today()).filter(kind=Organisation.Kind.NATIONAL)
    return page(request, "people/outside_bodies.html", bodies=bodies)
