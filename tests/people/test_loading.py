"""The register of authorities and the bodies around them: whole, with history, and the same when loaded again."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from safeguarding.people import loading, reference_files
from safeguarding.people.loading import load_organisations
from safeguarding.people.models import HeldRole, Membership, Organisation, Person
from safeguarding.people.reference_files import BadReference, authorities, bodies

Kind = Organisation.Kind
WED_1_APR_2026 = date(2026, 4, 1)
HEADER = ",".join(reference_files.COLUMNS)


def test_england_has_153_authorities_today() -> None:
    current = [one for one in authorities() if one.nation == "england" and one.until_on is None]
    assert len(current) == 153
    kinds = [one.kind for one in current]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "unitary authority": 63,
        "metropolitan district": 36,
        "london borough": 32,
        "county": 21,
        "city corporation": 1,
    }


def test_the_other_nations_have_their_councils() -> None:
    others = [one.nation for one in authorities()]
    assert [others.count(nation) for nation in ("wales", "scotland", "northern-ireland")] == [22, 32, 11]


@pytest.mark.django_db
def test_the_register_is_loaded_and_abolished_authorities_keep_their_history() -> None:
    load_organisations()
    on_the_day = Organisation.objects.on(WED_1_APR_2026).filter(kind=Kind.LOCAL_AUTHORITY)
    assert on_the_day.count() == 153
    cumbria = Organisation.objects.get(code="E10000006")
    assert cumbria.until_on == date(2023, 4, 1)
    assert {new.name for new in cumbria.replaced_by.all()} == {"Cumberland", "Westmorland and Furness"}
    poole = Organisation.objects.get(code="E06000029")
    assert poole.until_on == date(2019, 4, 1), "the source writes the last day; we the first without it"
    assert not Organisation.objects.on(WED_1_APR_2026).filter(pk=poole.pk).exists()
    assert Organisation.objects.on(date(2019, 3, 31)).filter(pk=poole.pk).exists()
    assert Organisation.objects.filter(kind=Kind.LOCAL_AUTHORITY, until_on__isnull=False).count() == 8


@pytest.mark.django_db
def test_loading_again_doubles_nothing_and_changes_nothing() -> None:
    first = load_organisations(nations=reference_files.NATIONS)
    before = Organisation.objects.count(), Membership.objects.count()
    again = load_organisations(nations=reference_files.NATIONS)
    assert (Organisation.objects.count(), Membership.objects.count()) == before
    assert not again.added
    assert not again.changed
    assert len(again.same) == len(first.added) == before[0]


@pytest.mark.django_db
def test_a_code_that_changes_its_name_is_updated_and_what_people_said_here_stays() -> None:
    load_organisations()
    Organisation.objects.filter(code="E08000035").update(name="Old name", contact_phone="0113 496 0000")
    Organisation.objects.filter(code="panel").update(receives_here=True)
    ended = Membership.objects.filter(body__code="E08000035")
    ended.update(until_on=WED_1_APR_2026)
    assert load_organisations().changed == ["E08000035"]
    leeds = Organisation.objects.get(code="E08000035")
    assert (leeds.name, leeds.contact_phone) == ("Leeds", "0113 496 0000")
    assert Organisation.objects.get(code="panel").receives_here
    assert ended.get().until_on == WED_1_APR_2026


@pytest.mark.django_db
def test_partnerships_stand_around_at_least_a_dozen_authorities_with_any_number_of_bodies() -> None:
    load_organisations()
    members = Membership.objects.filter(body__kind=Kind.LOCAL_AUTHORITY)
    assert members.values("body").distinct().count() >= 12
    assert Membership.objects.filter(partnership__code="partnership-north-yorkshire").count() == 4
    joint = Membership.objects.filter(partnership__code="partnership-hartlepool-and-stockton")
    assert joint.filter(body__kind=Kind.LOCAL_AUTHORITY).count() == 2
    assert Membership.objects.filter(body__code="police-west-yorkshire").count() == 5
    assert set(Organisation.objects.filter(kind=Kind.PARTNERSHIP).values_list("source", flat=True)) == {
        "public knowledge, unchecked"
    }


@pytest.mark.django_db
def test_every_national_body_receives_elsewhere_unless_told() -> None:
    load_organisations()
    national = Organisation.objects.filter(kind=Kind.NATIONAL)
    assert {"panel", "secretary-of-state", "ofsted"} <= set(national.values_list("code", flat=True))
    assert not national.filter(receives_here=True).exists()


def test_every_partnership_has_an_authority_a_force_and_a_board() -> None:
    for one in bodies().partnerships:
        kinds = {code.split("-")[0][:1] for code in one.bodies}
        assert {"E", "p", "i"} <= kinds, one.code


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("name,code\nx,y\n", "its first line must be code,name"),
        (f"{HEADER}\nE1,,X,england,t,r,,,\n", "line 2: name is empty"),
        (f"{HEADER}\nE1,X,X,france,t,r,,,\n", "line 2: nation is 'france'"),
        (f"{HEADER}\nE1,X,X,england,t,r,31/3/2019,,\n", "from_on is '31/3/2019'"),
        (f"{HEADER}\nE1,X,X,england,t,r,,,\nE1,Y,Y,england,t,r,,,\n", "E1 stands twice"),
        (f"{HEADER}\nE1,X,X,england,t,r,,,E9\n", "replaced by E9, which has no line"),
        (f"{HEADER}\nE1,X,X\n", "line 2: it has not 9 columns"),
    ],
)
def test_a_bad_register_names_the_line_and_the_cure(tmp_path: Path, lines: str, told: str) -> None:
    path = tmp_path / "authorities.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(BadReference, match=r"authorities\.csv") as bad:
        authorities(path)
    assert told in str(bad.value)


def test_a_partnership_with_an_unknown_force_names_it(tmp_path: Path) -> None:
    path = tmp_path / "bodies.toml"
    path.write_text(
        '[[partnership]]\ncode="x"\nname="X"\nauthorities=["E1"]\npolice=["nowhere"]\nhealth=[]\n', encoding="utf-8"
    )
    with pytest.raises(BadReference, match="partnership x: police-nowhere is not listed"):
        bodies(path)


@pytest.mark.django_db
def test_a_bad_register_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def bad() -> None:
        raise BadReference("bodies.toml: wrong.")

    monkeypatch.setattr(loading, "bodies", bad)
    with pytest.raises(CommandError, match=r"bodies\.toml"):
        call_command("load_organisations")
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_the_command_says_what_it_did() -> None:
    said = StringIO()
    call_command("load_organisations", stdout=said)
    call_command("load_organisations", stdout=said)
    first, again = said.getvalue().splitlines()
    assert first.endswith("added, 0 changed, 0 as they were.")
    assert again.startswith("0 added, 0 changed, ")


@pytest.mark.django_db
def test_the_first_administrator_is_added_once_with_a_link() -> None:
    load_organisations()
    said = StringIO()
    call_command("add_administrator", "First@Example.invalid", "Mary Hill", stdout=said)
    assert "/password/choose/" in said.getvalue()
    person = Person.objects.get()
    assert (person.email, person.has_usable_password()) == ("first@example.invalid", False)
    assert HeldRole.objects.get().role == "administrator"
    with pytest.raises(CommandError, match="There is an administrator already"):
        call_command("add_administrator", "second@example.invalid", "Second")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "at", "told"),
    [
        ("nonsense", "panel", "is not an email"),
        ("a@example.invalid", "x", "No body has"),
        ("a@example.org", "panel", "This is a demonstration, which guards nobody"),
    ],
)
def test_a_first_administrator_that_cannot_be_is_refused(email: str, at: str, told: str) -> None:
    load_organisations()
    with pytest.raises(CommandError, match=told):
        call_command("add_administrator", email, "Name", at=at)
    assert not Person.objects.exists()
