"""An incident older than the form is written with the form's first version, and the page opens."""

from datetime import date

import pytest
from django.urls import reverse

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.notification import NOTIFICATION
from safeguarding.cases.answers import answered
from tests.cast import Cast
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_4_MAR_2024 = date(2024, 3, 4)


def test_an_incident_older_than_the_form_has_its_first_version(cast: Cast) -> None:
    with today.turned_to(MON_4_MAR_2024):
        case = open_incident(cast, known_on=MON_4_MAR_2024)
    with acting_as(cast.ada.pk):
        assert answered(case, NOTIFICATION).form.version == 1
    answer = signed_in(cast.ada).get(reverse("cases:notification", args=[case.reference]))
    assert answer.status_code == 200
