"""One review may settle several incidents, of several areas, with any number of bodies: proved in the wall."""

import pytest

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.models import Appointment, Case, Party
from safeguarding.people.models import HeldRole, Organisation, Person
from safeguarding.reviews.models import Review, ReviewedIncident
from safeguarding.rules.roles import Reach, Role
from tests.cast import LONG_AGO, Cast
from tests.making import ENGLAND, make_incident

pytestmark = [pytest.mark.django_db, pytest.mark.wall]


def make_review(cast: Cast, incidents: list[Case], bodies: list[Organisation]) -> Case:
    with acting_as(cast.ben.pk):
        case = Case.objects.create(
            reference="T-review",
            kind=Case.Kind.REVIEW,
            procedure=ENGLAND,
            partnership=cast["ashmere-partnership"],
            opened_on=today.today(),
            opened_at=today.now(),
            opened_by=cast.ben,
        )
        Review.objects.create(case=case, kind=Review.Kind.LOCAL)
        for incident in incidents:
            ReviewedIncident.objects.create(
                case=case, incident_case_id=incident.pk, incident_reference=incident.reference
            )
        for body in bodies:
            Party.objects.create(case=case, organisation=body, reach=Reach.PARTNER, from_on=LONG_AGO, added_by=cast.ben)
    return case


def seen_by(person: Person) -> set[int]:
    with acting_as(person.pk):
        return set(Case.objects.values_list("pk", flat=True))


def test_a_review_settles_incidents_of_two_areas_and_opens_neither_to_the_other(cast: Cast) -> None:
    ours, also_ours, theirs = make_incident(cast), make_incident(cast), make_incident(cast, area="calder")
    review = make_review(cast, [ours, also_ours, theirs], [cast["calder-partnership"], cast["calder"]])
    assert seen_by(cast.ben) == {ours.pk, also_ours.pk, review.pk}
    assert seen_by(cast.vic) == {theirs.pk, review.pk}
    with acting_as(cast.vic.pk):
        assert ReviewedIncident.objects.filter(case=review).count() == 3


def test_seven_bodies_take_part_in_one_review(cast: Cast) -> None:
    bodies, holders = [], []
    with acting_as(cast.ann.pk):
        for number in range(7):
            body = Organisation.objects.create(
                code=f"body-{number}", name=f"Body {number}", kind=Organisation.Kind.POLICE
            )
            holder = Person.objects.create_user(f"holder-{number}@example.invalid", name=f"Holder {number}")
            HeldRole.objects.create(
                person=holder, organisation=body, role=Role.PARTNER, from_on=LONG_AGO, given_by=cast.ann
            )
            bodies.append(body)
            holders.append(holder)
    incident = make_incident(cast)
    review = make_review(cast, [incident], bodies)
    assert all(seen_by(holder) == {review.pk} for holder in holders)


def test_a_reviewer_sees_the_review_they_are_appointed_to_and_the_material_they_are_given(cast: Cast) -> None:
    given, not_given = make_incident(cast), make_incident(cast)
    review = make_review(cast, [given, not_given], [])
    with acting_as(cast.ben.pk):
        for case in (review, given):
            Appointment.objects.create(
                case=case, person=cast.dee, role=Role.REVIEWER, from_on=LONG_AGO, appointed_by=cast.ben
            )
    assert seen_by(cast.dee) == {review.pk, given.pk}


def test_an_incident_outlives_its_review_and_may_be_in_two(cast: Cast) -> None:
    incident = make_incident(cast)
    make_review(cast, [incident], [])
    with acting_as(cast.ben.pk):
        second = Case.objects.create(
            reference="T-second",
            kind=Case.Kind.REVIEW,
            procedure=ENGLAND,
            partnership=cast["ashmere-partnership"],
            opened_on=today.today(),
            opened_at=today.now(),
            opened_by=cast.ben,
        )
        Review.objects.create(case=second, kind=Review.Kind.NATIONAL)
        ReviewedIncident.objects.create(
            case=second, incident_case_id=incident.pk, incident_reference=incident.reference
        )
        assert ReviewedIncident.objects.filter(incident_case_id=incident.pk).count() == 2
