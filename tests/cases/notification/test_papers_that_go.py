"""Which papers go with the notification: none unless a person chose it; those exactly, to whom it was sent."""

import html

import pytest
from django.db import DatabaseError, transaction

from safeguarding import today
from safeguarding.actor import acting_as
from safeguarding.cases.actions.enclosing import Choice, as_chosen, choose_papers
from safeguarding.cases.actions.holding import ChangedMeanwhile
from safeguarding.cases.markings import MAY_GO
from safeguarding.cases.models import Bar, Case, Paper, SentPaper, Submission
from safeguarding.cases.sending import fields_of, fingerprint, frozen, whole_notification
from safeguarding.files.actions import destroy
from safeguarding.files.models import FileKey, StoredFile
from safeguarding.ground.models import AuditEntry
from safeguarding.people.models import HeldRole, Person
from safeguarding.rules.refusal import Refused
from safeguarding.rules.roles import Role
from tests.cases.notification.enclosing import AGREED, CONSENT, enclose, filed
from tests.cases.notification.writing import (
    MON_16_NOV,
    decided,
    incident,
    national,
    receives_elsewhere,
    record,
    send,
    tick_every_field,
    write_whole,
)
from tests.cast import LONG_AGO, Cast
from tests.files import samples
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

COUNSEL, LETTER = "Counsel's advice on the mother", "Letter of the ward"


@pytest.fixture
def written(cast: Cast, case: Case) -> Case:
    decided(cast, case)
    write_whole(cast, case)
    return case


def text(response: object) -> str:
    return html.unescape(response.content.decode())  # type: ignore[attr-defined]


def opened(cast: Cast, who: str, address: str) -> object:
    return signed_in(cast.people[who]).get(address)


class TestChoosing:
    def test_nothing_chosen_nothing_goes_and_no_title_either(self, cast: Cast, written: Case) -> None:
        filed(cast, written, COUNSEL)
        row = send(cast, written)
        with acting_as(cast.ada.pk):
            assert COUNSEL not in str(row.content)
            assert not row.papers.exists()
        assert COUNSEL not in text(opened(cast, "cleo", f"/received/{row.reference}/"))

    def test_what_is_chosen_goes_and_what_is_not_does_not(self, cast: Cast, written: Case) -> None:
        filed(cast, written, COUNSEL)
        enclose(cast, written, filed(cast, written, LETTER))
        row = send(cast, written)
        page = text(opened(cast, "cleo", f"/received/{row.reference}/"))
        for words in (LETTER, "The ward", "OFFICIAL-SENSITIVE", CONSENT):
            assert words in page
        assert COUNSEL not in page
        assert AGREED not in page

    def test_the_form_lists_it_with_its_kind(self, cast: Cast, written: Case) -> None:
        enclose(cast, written, filed(cast, written, LETTER))
        with acting_as(cast.ada.pk):
            whole = whole_notification(written, on=MON_16_NOV)
            assert next(f.text for f in fields_of(whole) if f.question == "documents") == f"{LETTER} (Letters)"

    def test_a_legally_privileged_paper_is_refused_whatever_is_written(self, cast: Cast, written: Case) -> None:
        with pytest.raises(Refused, match="legally privileged"):
            enclose(cast, written, filed(cast, written, COUNSEL, marking="Legally privileged"))

    @pytest.mark.parametrize("condition", [CONSENT, "May be shared with the safeguarding partners", "For you alone"])
    def test_a_condition_that_does_not_allow_it_asks_for_a_reason(
        self, cast: Cast, written: Case, condition: str
    ) -> None:
        paper = filed(cast, written, LETTER, onward_sharing=condition)
        with pytest.raises(Refused, match="Write who agreed and when"):
            choose(cast, written, paper, Choice("letters", "  "))

    def test_a_condition_that_allows_it_asks_for_none(self, cast: Cast, written: Case) -> None:
        paper = filed(cast, written, LETTER, onward_sharing=MAY_GO)
        choose(cast, written, paper, Choice("letters"))
        with acting_as(cast.ada.pk):
            assert written.enclosures.get().paper == paper

    def test_no_kind_no_choice(self, cast: Cast, written: Case) -> None:
        with pytest.raises(Refused, match="what kind of paper 1 is"):
            choose(cast, written, filed(cast, written, LETTER), Choice("", AGREED))

    def test_a_copy_of_what_was_sent_is_not_offered(self, cast: Cast, written: Case) -> None:
        paper = filed(cast, written, LETTER, kind=Paper.Kind.COPY)
        with pytest.raises(Refused, match="not in the case file any more"):
            choose(cast, written, paper, Choice("letters", AGREED))

    @pytest.mark.parametrize("who", ["pia", "hal", "joe"])
    def test_a_partner_chooses_none(self, cast: Cast, written: Case, who: str) -> None:
        with pytest.raises(Refused, match="You cannot do this"):
            enclose(cast, written, filed(cast, written, LETTER), by=who)

    def test_two_at_once_the_second_is_told_and_the_first_stands(self, cast: Cast, written: Case) -> None:
        first, second = filed(cast, written, LETTER), filed(cast, written, "Order of the court")
        enclose(cast, written, first)
        with pytest.raises(ChangedMeanwhile, match="Somebody else chose otherwise"):
            enclose(cast, written, second, by="ben", seen=as_chosen([]))
        with acting_as(cast.ada.pk):
            assert written.enclosures.get().paper == first

    def test_once_sent_it_stays(self, cast: Cast, written: Case) -> None:
        paper = filed(cast, written, LETTER)
        send(cast, written)
        with pytest.raises(Refused, match="was sent"):
            enclose(cast, written, paper)

    def test_the_sheet_loses_its_tick_when_the_choice_changes(self, cast: Cast, written: Case) -> None:
        first, second = filed(cast, written, LETTER), filed(cast, written, "Order of the court")
        enclose(cast, written, first)
        tick_every_field(cast, written)
        enclose(cast, written, first, second)
        with acting_as(cast.ada.pk):
            assert not written.sheet_ticks.filter(field="documents").exists()
            assert written.sheet_ticks.exists()


def choose(cast: Cast, case: Case, paper: Paper, choice: Choice) -> None:
    actor = cast.actor("ada")
    with acting_as(actor.person_id):
        choose_papers(case=case, chosen={paper.number: choice}, seen=as_chosen([]), by=actor, on=today.today())


class TestItsPage:
    def address(self, case: Case) -> str:
        return f"/cases/{case.reference}/notification/papers/"

    def test_the_documents_page_leads_there(self, cast: Cast, written: Case) -> None:
        answer = opened(cast, "ada", f"/cases/{written.reference}/notification/page/documents/")
        assert answer.headers["Location"] == self.address(written)  # type: ignore[attr-defined]

    def test_each_paper_is_shown_with_marking_and_condition_and_none_is_ticked(self, cast: Cast, written: Case) -> None:
        filed(cast, written, LETTER)
        filed(cast, written, COUNSEL, marking="Legally privileged")
        page = text(opened(cast, "ada", self.address(written)))
        assert all(words in page for words in (LETTER, "OFFICIAL-SENSITIVE", CONSENT, COUNSEL, "do not go from here"))
        assert "checked" not in page
        assert "goes-2" not in page

    def test_an_empty_case_file_is_told_from_one_whose_papers_all_stay(self, cast: Cast, written: Case) -> None:
        assert "The case file holds no paper yet." in text(opened(cast, "ada", self.address(written)))
        filed(cast, written, COUNSEL, marking="Legally privileged")
        page = text(opened(cast, "ada", self.address(written)))
        assert "No paper in the case file can go." in page
        assert "no paper yet" not in page

    def test_it_is_saved_and_shown_ticked(self, cast: Cast, written: Case) -> None:
        filed(cast, written, LETTER)
        browser = signed_in(cast.ada)
        typed = {"seen": as_chosen([]), "goes-1": "on", "kind-1": "letters", "reason-1": AGREED}
        assert browser.post(self.address(written), typed).status_code == 303
        page = text(browser.get(self.address(written)))
        assert "Chosen so far: paper 1." in page
        assert "checked" in page
        assert AGREED in page

    def test_a_no_stands_beside_its_field_and_what_was_typed_stays(self, cast: Cast, written: Case) -> None:
        filed(cast, written, LETTER)
        typed = {"seen": as_chosen([]), "goes-1": "on", "kind-1": "letters", "reason-1": ""}
        page = text(signed_in(cast.ada).post(self.address(written), typed))
        assert 'href="#id_reason-1"' in page
        assert "Write who agreed" in page
        assert "checked" in page

    def test_the_second_of_two_is_told_with_the_choice_still_there(self, cast: Cast, written: Case) -> None:
        filed(cast, written, LETTER)
        enclose(cast, written, filed(cast, written, "Order of the court"), by="ben")
        typed = {"seen": as_chosen([]), "goes-1": "on", "kind-1": "letters", "reason-1": "My own reason"}
        page = text(signed_in(cast.ada).post(self.address(written), typed))
        assert "Somebody else chose otherwise" in page
        assert "My own reason" in page
        assert "Chosen so far: paper 2." in page


class TestWhatGoes:
    def test_the_preview_lists_what_goes_with_marking_condition_and_reason(self, cast: Cast, written: Case) -> None:
        filed(cast, written, COUNSEL)
        address = f"/cases/{written.reference}/sending/panel/send/"
        assert "None is chosen, so none goes" in text(opened(cast, "ada", address))
        enclose(cast, written, filed(cast, written, LETTER))
        page = text(opened(cast, "ada", address))
        assert all(words in page for words in (LETTER, CONSENT, AGREED))
        assert COUNSEL not in page

    def test_a_choice_changed_since_it_was_read_sends_nothing(self, cast: Cast, written: Case) -> None:
        paper = filed(cast, written, LETTER)
        with acting_as(cast.ada.pk):
            seen = fingerprint(frozen(whole_notification(written, on=MON_16_NOV)))
        enclose(cast, written, paper)
        with pytest.raises(ChangedMeanwhile, match="read it again"):
            send(cast, written, seen=seen)

    def test_a_paper_destroyed_since_does_not_go(self, cast: Cast, written: Case) -> None:
        paper = filed(cast, written, LETTER)
        enclose(cast, written, paper)
        with acting_as(cast.ada.pk):
            destroy(stored=paper.file, by=cast.actor("ada"), on=MON_16_NOV)
        row = send(cast, written)
        with acting_as(cast.ada.pk):
            assert not row.papers.exists()

    def test_elsewhere_the_sheet_lists_it_to_be_saved_and_the_record_keeps_it(self, cast: Cast, written: Case) -> None:
        receives_elsewhere(cast)
        filed(cast, written, COUNSEL)
        paper = filed(cast, written, LETTER)
        enclose(cast, written, paper)
        page = text(opened(cast, "ada", f"/cases/{written.reference}/sheet/"))
        assert f"/cases/{written.reference}/papers/{paper.number}/file/" in page
        assert COUNSEL not in page
        row = record(cast, written)
        with acting_as(cast.ada.pk):
            (went,) = row.papers.all()
            assert (went.paper, went.sha256, went.title) == (paper, paper.file.sha256, LETTER)
        assert LETTER in text(opened(cast, "ada", f"/cases/{written.reference}/sending/panel/"))


class TestOpeningIt:
    @pytest.fixture
    def sent(self, cast: Cast, written: Case) -> Submission:
        filed(cast, written, COUNSEL, b"Privileged")
        enclose(cast, written, filed(cast, written, LETTER, b"From the ward"))
        return send(cast, written)

    def test_the_receiver_opens_exactly_that_file_and_it_is_on_record(self, cast: Cast, sent: Submission) -> None:
        answer = opened(cast, "cleo", f"/received/{sent.reference}/papers/2/")
        assert b"".join(answer.streaming_content) == b"From the ward"  # type: ignore[attr-defined]
        assert answer["Content-Disposition"] == f'attachment; filename="{sent.reference}-2.txt"'  # type: ignore[index]
        assert opened(cast, "cleo", f"/received/{sent.reference}/papers/1/").status_code == 404  # type: ignore[attr-defined]
        with acting_as(cast.ben.pk):
            reads = AuditEntry.objects.filter(case_id=sent.case_id, chain="reads", person_id=cast.cleo.pk)
            assert any("file" in entry.content["page"] for entry in reads)

    def test_the_wall_shows_the_receiver_that_file_alone(self, cast: Cast, sent: Submission) -> None:
        with acting_as(cast.cleo.pk):
            assert StoredFile.objects.count() == FileKey.objects.count() == SentPaper.objects.count() == 1
            assert StoredFile.objects.get() == SentPaper.objects.get().file
            assert not Paper.objects.exists()

    def test_the_receiver_changes_and_destroys_nothing(self, cast: Cast, sent: Submission) -> None:
        with acting_as(cast.cleo.pk):
            assert StoredFile.objects.update(name="other") == 0
            assert FileKey.objects.all()._raw_delete("default") == 0
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                SentPaper.objects.update(title="other")

    def test_a_person_of_another_national_body_opens_nothing(self, cast: Cast, sent: Submission) -> None:
        national(cast, "ofsted", receives_here=True)
        cast.people["oda"] = Person.objects.create_user("oda@example.invalid", name="Oda")
        with acting_as(cast.ann.pk):
            HeldRole.objects.create(
                person=cast.oda, organisation=cast["ofsted"], role=Role.NATIONAL, from_on=LONG_AGO, given_by=cast.ann
            )
        assert opened(cast, "oda", f"/received/{sent.reference}/papers/2/").status_code == 404  # type: ignore[attr-defined]
        with acting_as(cast.oda.pk):
            assert not StoredFile.objects.exists()
            assert not SentPaper.objects.exists()

    @pytest.mark.parametrize("who", ["uma", "vic", "kit", "dee", "eve", "ann", "dot", "ada", "hal"])
    def test_nobody_else_opens_it_under_what_was_received(self, cast: Cast, sent: Submission, who: str) -> None:
        answer = opened(cast, who, f"/received/{sent.reference}/papers/2/")
        assert answer.status_code == 403  # type: ignore[attr-defined]

    def test_somebody_who_is_kept_out_opens_nothing(self, cast: Cast, sent: Submission) -> None:
        with acting_as(cast.ben.pk):
            Bar.objects.create(
                case_id=sent.case_id, person=cast.cleo, why="A relative", from_on=MON_16_NOV, barred_by=cast.ben
            )
        with acting_as(cast.cleo.pk):
            assert not SentPaper.objects.exists()
            assert not StoredFile.objects.exists()
            assert not FileKey.objects.exists()
        assert opened(cast, "cleo", f"/received/{sent.reference}/papers/2/").status_code == 404  # type: ignore[attr-defined]

    def test_a_picture_opens_by_a_press_of_its_own(self, cast: Cast, written: Case) -> None:
        enclose(cast, written, filed(cast, written, "Photograph", samples.png(), name="a.png"))
        row = send(cast, written)
        address = f"/received/{row.reference}/papers/1/"
        assert opened(cast, "cleo", address).headers["Location"] == f"/received/{row.reference}/"  # type: ignore[attr-defined]
        assert b"".join(opened(cast, "cleo", f"{address}?open=yes").streaming_content) == samples.png()  # type: ignore[attr-defined]

    def test_nobody_sends_a_file_of_another_case_along(self, cast: Cast, sent: Submission, case: Case) -> None:
        other = incident(cast)
        theirs = filed(cast, other, "Of another case", b"Elsewhere")
        with acting_as(cast.ada.pk), pytest.raises(DatabaseError, match="is_of_its_own"), transaction.atomic():
            SentPaper.objects.create(
                submission=sent, case_id=sent.case_id, paper=theirs, file=theirs.file, number=9, kind="other"
            )
