"""A verb tried with a form, when somebody else may have been first: what was typed is set aside with the incident, and
stays on the page to be sent again against the state that is shown now."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from safeguarding.cases.actions.holding import ChangedMeanwhile, set_aside
from safeguarding.cases.models import Case
from safeguarding.doors import actor_of
from safeguarding.people.pages import refuse
from safeguarding.rules.refusal import Refused

NOT_TYPED = ("seen", "was")


def is_done(request: HttpRequest, case: Case, form: Any, verb: Callable[[], object], *, what: str) -> bool:
    """Call the verb with a form that is right. A no goes into the form; what came second is set aside, so that both
    texts are kept."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        verb()
    except ChangedMeanwhile as changed:
        typed = {name: str(value or "") for name, value in form.cleaned_data.items() if name not in NOT_TYPED}
        set_aside(case, what=what, text=typed, by=actor_of(request))
        refuse(form, changed)
        form.add_error(
            None, _("What you typed is below and is kept with the incident. Send it again if it still holds.")
        )
        return False
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def seen_now(form: Any, **shown: object) -> None:
    """What is sent again is sent against the state that is shown now."""
    if form.is_bound:
        form.data = {**form.data.dict(), **{name: str(value) for name, value in shown.items()}}
