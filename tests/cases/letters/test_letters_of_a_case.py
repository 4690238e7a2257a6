"""A partnership's own letter templates, walled by partnership, and letters made from them for a case."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError
from django.utils.translation import override
from pytest_django import Settings

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.letters import add_template, archive_template, make_letter
from safeguarding.cases.letter_fields import BY_NAME, FIELDS, values_for
from safeguarding.cases.models import Case, LetterTemplate, LetterTemplateContent, Paper
from safeguarding.cases.template_store import content_of, rewrap_template_keys
from safeguarding.files.actions import open_file
from safeguarding.files.word_fields import normal
from safeguarding.rules.refusal import Refused
from tests.cast import Cast, make_cast
from tests.files import samples
from tests.making import open_incident
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

MON_1_JUN, TUE_2_JUN = date(2026, 6, 1), date(2026, 6, 2)
KEY = "1:" + "A" * 43 + "="
LETTER = ("Dear {{recipient name}},", "About {{reference}}, known since {{became known on}}.", "«Lead name»")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    settings.FILE_KEYS = (KEY,)
    settings.FILE_SCANNER = ""
    return tmp_path / "files"


@pytest.fixture
def case(cast: Cast) -> Case:
    with today.turned_to(TUE_2_JUN):
        return open_incident(cast, known_on=MON_1_JUN)


def added(cast: Cast, *paragraphs: str, by: str = "ben", area: str = "ashmere") -> LetterTemplate:
    with acting_as(cast.people[by].pk):
        return add_template(
            partnership=cast[f"{area}-partnership"],
            title="Asking an agency",
            name="asking.docx",
            content=samples.word(*(paragraphs or LETTER)),
            by=cast.actor(by),
            on=TUE_2_JUN,
        )


def made(cast: Cast, case: Case, template: LetterTemplate, by: str = "ben", **given: str) -> Paper:
    with acting_as(cast.people[by].pk), today.turned_to(TUE_2_JUN):
        return make_letter(case=case, template=template, given=given, by=cast.actor(by), on=TUE_2_JUN)


def words_of(cast: Cast, paper: Paper) -> str:
    with acting_as(cast.ben.pk):
        content = b"".join(open_file(paper.file))
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_the_fields_found_are_listed(cast: Cast) -> None:
    assert added(cast).fields == ["recipient_name", "reference", "became_known_on", "lead_name"]


def test_every_field_is_named_as_merging_wants_it_and_described() -> None:
    assert [field.name for field in FIELDS] == [normal(field.name) for field in FIELDS]
    assert len(BY_NAME) == len(FIELDS)
    assert all(str(field.says) for field in FIELDS)


def test_every_field_that_is_not_asked_has_a_value_of_the_case(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        said = values_for(case, writer=cast.ben, on=TUE_2_JUN)
    assert set(said) == {field.name for field in FIELDS if not field.is_asked}


def test_the_days_of_a_letter_are_told_in_the_writers_language(cast: Cast, case: Case) -> None:
    with acting_as(cast.ben.pk):
        assert values_for(case, writer=cast.ben, on=TUE_2_JUN)["today"] == "Tuesday 2 June 2026"
        with override("cy"):
            assert values_for(case, writer=cast.ben, on=TUE_2_JUN)["today"] == "Dydd Mawrth 2 Mehefin 2026"


def test_a_field_that_there_is_not_is_refused_with_the_nearest(cast: Cast) -> None:
    with pytest.raises(Refused, match="Did you mean “child_name”"):
        added(cast, "About {{child nmae}}")


def test_what_is_no_safe_word_file_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    with pytest.raises(Refused, match="cannot be used"), acting_as(cast.ben.pk):
        add_template(
            partnership=cast["ashmere-partnership"],
            title="x",
            name="x.docx",
            content=b"MZ" + b"\x00" * 99,
            by=cast.actor("ben"),
            on=TUE_2_JUN,
        )
    with acting_as(cast.ben.pk):
        assert not LetterTemplate.objects.exists()
        assert not LetterTemplateContent.objects.exists()


def test_a_letter_is_filled_from_the_case_and_from_what_was_asked_and_filed(cast: Cast, case: Case) -> None:
    paper = made(cast, case, added(cast), recipient_name="Dr Field")
    assert (paper.kind, paper.number, paper.originator) == (Paper.Kind.LETTER, 1, "Ashmere partnership")
    words = words_of(cast, paper)
    assert "Dear Dr Field," in words
    assert f"About {case.reference}, known since Monday 1 June 2026." in words
    assert "Ada A." in words


def test_what_the_case_says_is_never_replaced_by_what_was_typed(cast: Cast, case: Case) -> None:
    paper = made(cast, case, added(cast), recipient_name="Dr Field", reference="SR-1999-0001")
    assert case.reference in words_of(cast, paper)
    assert "SR-1999-0001" not in words_of(cast, paper)


def test_a_missing_value_is_named_and_no_letter_is_filed(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="recipient_name"):
        made(cast, case, added(cast))
    with acting_as(cast.ben.pk):
        assert not Paper.objects.exists()


def test_through_the_pages_it_shows_what_is_filled_and_asks_for_the_rest(cast: Cast, case: Case) -> None:
    template = added(cast)
    with today.turned_to(TUE_2_JUN):
        browser, address = signed_in(cast.ben), f"/cases/{case.reference}/letters/{template.pk}/"
        assert "Asking an agency" in browser.get(f"/cases/{case.reference}/letters/").content.decode()
        page = browser.get(address).content.decode()
        assert "Monday 1 June 2026" in page
        assert 'name="recipient_name"' in page
        assert 'name="reference"' not in page
        assert "Fill this in" in browser.post(address, {}).content.decode()
        answer = browser.post(address, {"recipient_name": "<b>Dr</b>"})
        assert (answer.status_code, answer["Location"]) == (303, f"/cases/{case.reference}/papers/1/")
    with acting_as(cast.ben.pk):
        assert "<b>Dr</b>" in words_of(cast, Paper.objects.get())


def test_a_notifier_of_the_authority_makes_letters_from_the_partnerships_templates(cast: Cast, case: Case) -> None:
    assert made(cast, case, added(cast), by="ada", recipient_name="Dr Field").filed_by == cast.ada


def test_another_partnership_sees_no_template(cast: Cast, case: Case) -> None:
    template = added(cast)
    for name in ("vic", "uma", "hal", "ann", "kit"):
        with acting_as(cast.people[name].pk):
            assert not LetterTemplate.objects.exists(), name
            assert not LetterTemplateContent.objects.exists(), name
    assert signed_in(cast.vic).get(f"/letter-templates/{template.pk}/").status_code == 404


def test_one_partnership_keeps_nothing_for_another(cast: Cast) -> None:
    with pytest.raises(Refused, match="Only those who manage"):
        added(cast, by="ben", area="calder")
    with pytest.raises(Refused, match="Only those who manage"):
        added(cast, by="ada")


def test_an_archived_template_is_offered_no_more_and_its_letters_stay(cast: Cast, case: Case) -> None:
    template = added(cast)
    made(cast, case, template, recipient_name="Dr Field")
    browser = signed_in(cast.ben)
    assert browser.post(f"/letter-templates/{template.pk}/archive/").status_code == 303
    assert browser.get(f"/cases/{case.reference}/letters/{template.pk}/").status_code == 404
    with acting_as(cast.ben.pk):
        assert Paper.objects.count() == 1
        with pytest.raises(Refused, match="archived already"):
            archive_template(template=template, by=cast.actor("ben"), on=TUE_2_JUN)


def test_the_bytes_lie_sealed(cast: Cast) -> None:
    template = added(cast, "Marker {{reference}}")
    with acting_as(cast.ben.pk):
        assert content_of(template).startswith(b"PK")
        assert not bytes(LetterTemplateContent.objects.get().sealed).startswith(b"PK")


def test_neither_bytes_nor_key_can_be_changed_by_the_application(cast: Cast) -> None:
    added(cast)
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.ben.pk):
        LetterTemplateContent.objects.update(key=b"x")


def test_adding_one_through_the_page(cast: Cast) -> None:
    browser = signed_in(cast.ben)
    given = {"partnership": cast["ashmere-partnership"].pk, "title": "Letter"}
    page = browser.post("/letter-templates/add/", given | {"file": SimpleUploadedFile("a.docx", b"")})
    assert "cannot be used" in page.content.decode()
    word = SimpleUploadedFile("a.docx", samples.word("{{reference}}"))
    assert browser.post("/letter-templates/add/", given | {"file": word}).status_code == 303
    assert "reference" in browser.get("/letter-templates/").content.decode()
    with acting_as(cast.ben.pk):
        template = LetterTemplate.objects.get()
    answer = browser.get(f"/letter-templates/{template.pk}/")
    assert answer["Content-Disposition"] == f'attachment; filename="template-{template.pk}.docx"'


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "public"])
def test_a_new_master_key_opens_the_templates_again(settings: Settings) -> None:
    cast = make_cast()
    template = added(cast)
    settings.FILE_KEYS = (KEY, "2:" + "B" * 43 + "=")
    assert (rewrap_template_keys(), rewrap_template_keys()) == (1, 0)
    settings.FILE_KEYS = ("2:" + "B" * 43 + "=",)
    with acting_as(cast.ben.pk):
        assert content_of(template).startswith(b"PK")
