"""Files of a case kept, opened, destroyed: in the database, on disk, on record, and behind the case wall."""

import io
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile, UploadedFile
from django.db import DatabaseError, connection, connections, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from safeguarding.actor import acting_as
from safeguarding.cases.models import Case
from safeguarding.files import actions
from safeguarding.files.actions import FileDestroyed, destroy, keep, open_file, rewrap_keys, sweep_orphans
from safeguarding.files.keys import SealBroken
from safeguarding.files.models import FileKey, StoredFile
from safeguarding.files.serving import response_for
from safeguarding.files.store import Store
from safeguarding.ground.models import AuditEntry
from safeguarding.rules.refusal import Refusal
from tests.cast import Cast
from tests.files import samples
from tests.making import make_incident

FRI_13_MAR = date(2026, 3, 13)
LATER = datetime(2100, 1, 1, tzinfo=UTC)
MARKER = "Marigold Marker"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    settings.FILE_KEYS = ("1:" + "A" * 43 + "=",)
    settings.FILE_SCANNER = ""
    return tmp_path / "files"


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_incident(cast)


def kept(cast: Cast, case: Case, name: str = "note.txt", content: bytes = b"She is safe.") -> StoredFile:
    with acting_as(cast.ben.pk):
        stored = keep(case_id=case.pk, name=name, stream=io.BytesIO(content), by=cast.actor("ben"), on=FRI_13_MAR)
    assert isinstance(stored, StoredFile), stored
    return stored


def on_disk(folder: Path) -> list[Path]:
    return [place for place in folder.rglob("*") if place.is_file()]


class TestKeeping:
    def test_a_file_is_kept_sealed_and_opens_the_same(self, cast: Cast, case: Case, folder: Path) -> None:
        stored = kept(cast, case, f"{MARKER}.txt", MARKER.encode() * 10_000)
        assert (stored.name, stored.kind, stored.media_type) == (f"{MARKER}.txt", "txt", "text/plain")
        assert (stored.size, stored.put_on, stored.put_by_id) == (150_000, FRI_13_MAR, cast.ben.pk)
        assert (stored.scanned_by, stored.scanned_at) == ("", None)
        (place,) = on_disk(folder)
        assert MARKER.encode() not in place.read_bytes()
        assert MARKER.lower() not in str(place).lower()
        with acting_as(cast.ben.pk):
            assert b"".join(open_file(stored)) == MARKER.encode() * 10_000

    @pytest.mark.parametrize("content", [b"", b"MZ\x00" + bytes(500), b"%PDF- not one"])
    def test_a_refused_file_leaves_nothing(self, cast: Cast, case: Case, folder: Path, content: bytes) -> None:
        with acting_as(cast.ben.pk):
            verdict = keep(
                case_id=case.pk,
                name="note.pdf",
                stream=io.BytesIO(content),
                by=cast.actor("ben"),
                on=FRI_13_MAR,
            )
            assert isinstance(verdict, Refusal)
            assert "note.pdf" in verdict.sentence
            assert not StoredFile.objects.filter(case_id=case.pk).exists()
        assert on_disk(folder) == []

    def test_a_file_that_the_scanner_cannot_see_is_not_kept(
        self, cast: Cast, case: Case, folder: Path, settings: Settings
    ) -> None:
        settings.FILE_SCANNER = "unix:/nowhere/at/all"
        with acting_as(cast.ben.pk):
            verdict = keep(
                case_id=case.pk,
                name="a.txt",
                stream=io.BytesIO(b"words"),
                by=cast.actor("ben"),
                on=FRI_13_MAR,
            )
        assert isinstance(verdict, Refusal)
        assert "scanner could not look" in verdict.sentence
        assert on_disk(folder) == []

    @pytest.mark.parametrize("spooled", [False, True], ids=["in memory", "on disk"])
    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.docx", samples.word()), ("a.eml", samples.eml()), ("a.pdf", samples.pdf()), ("a.png", samples.png())],
        ids=["word", "mail", "pdf", "png"],
    )
    def test_an_upload_is_taken_as_django_hands_it_over(
        self, cast: Cast, case: Case, name: str, content: bytes, spooled: bool
    ) -> None:
        upload: UploadedFile = SimpleUploadedFile(name, content)
        if spooled:
            upload = TemporaryUploadedFile(name, "application/x-whatever", len(content), None)
            upload.write(content)
        with acting_as(cast.ben.pk), upload:
            stored = keep(case_id=case.pk, name=name, stream=upload, by=cast.actor("ben"), on=FRI_13_MAR)
            assert isinstance(stored, StoredFile), stored
            assert b"".join(open_file(stored)) == content

    def test_an_error_in_the_database_takes_the_bytes_away_again(self, cast: Cast, case: Case, folder: Path) -> None:
        with acting_as(cast.ben.pk), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("CREATE TEMP TABLE files_filekey (nothing int)")
            with pytest.raises(DatabaseError):
                kept(cast, case)
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE pg_temp.files_filekey")
        assert on_disk(folder) == []

    def test_a_file_left_by_a_crash_is_swept_and_the_kept_one_is_not(
        self, cast: Cast, case: Case, folder: Path
    ) -> None:
        stored = kept(cast, case)
        lost = UUID(int=5)
        with Store(folder).writing(lost) as sink:
            sink.write(b"bytes whose row was never written")
        assert sweep_orphans(before=LATER) == [lost]
        with acting_as(cast.ben.pk):
            assert b"".join(open_file(stored)) == b"She is safe."

    def test_the_sweep_leaves_a_file_of_this_very_moment(self, folder: Path, db: None) -> None:
        with Store(folder).writing(UUID(int=5)) as sink:
            sink.write(b"being kept just now")
        assert sweep_orphans() == []
        (place,) = on_disk(folder)
        os.utime(place, (0, 0))
        assert sweep_orphans() == [UUID(int=5)]


class TestTheWall:
    def test_another_area_sees_neither_row_nor_key_nor_bytes(self, cast: Cast, case: Case) -> None:
        stored = kept(cast, case)
        for name in ("vic", "uma", "eve", "ann", "kit", "cleo", "dot"):
            with acting_as(cast.people[name].pk):
                assert not StoredFile.objects.filter(pk=stored.pk).exists(), name
                assert not FileKey.objects.filter(pk=stored.pk).exists(), name
                with pytest.raises(SealBroken, match="key of this file is missing"):
                    open_file(stored)

    def test_nobody_adds_a_file_to_a_case_that_is_not_theirs(self, cast: Cast, case: Case, folder: Path) -> None:
        with acting_as(cast.vic.pk), pytest.raises(DatabaseError), transaction.atomic():
            keep(
                case_id=case.pk,
                name="a.txt",
                stream=io.BytesIO(b"words"),
                by=cast.actor("vic"),
                on=FRI_13_MAR,
            )
        assert on_disk(folder) == []

    def test_the_application_deletes_no_row_and_changes_no_key(self, cast: Cast, case: Case) -> None:
        stored = kept(cast, case)
        for statement in (
            "DELETE FROM files_storedfile",
            "UPDATE files_filekey SET version = 2",
        ):
            with (
                acting_as(cast.ben.pk),
                pytest.raises(DatabaseError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        with acting_as(cast.ben.pk):
            assert FileKey.objects.get(pk=stored.pk).version == 1

    def test_a_row_moved_to_another_case_opens_no_more(self, cast: Cast, case: Case) -> None:
        stored, other = kept(cast, case), make_incident(cast)
        with acting_as(cast.ben.pk):
            StoredFile.objects.filter(pk=stored.pk).update(case_id=other.pk)
            with pytest.raises(SealBroken, match="another file or case"):
                open_file(StoredFile.objects.get(pk=stored.pk))


class TestOpening:
    def test_a_reading_is_on_record_in_the_chain_of_reads(self, cast: Cast, case: Case) -> None:
        stored = kept(cast, case)
        with acting_as(cast.ada.pk):
            open_file(stored).close()
            (entry,) = AuditEntry.objects.filter(chain="reads", case_id=case.pk)
        assert entry.person_id == cast.ada.pk
        assert entry.content == {"page": f"file {stored.pk}"}

    def test_changed_bytes_are_refused_and_nothing_is_recorded_as_read(
        self, cast: Cast, case: Case, folder: Path
    ) -> None:
        stored = kept(cast, case)
        (place,) = on_disk(folder)
        content = bytearray(place.read_bytes())
        content[-1] ^= 1
        place.write_bytes(bytes(content))
        with acting_as(cast.ben.pk):
            with pytest.raises(SealBroken, match="changed"):
                open_file(stored)
            assert not AuditEntry.objects.filter(chain="reads", case_id=case.pk).exists()

    def test_missing_bytes_are_told_loudly(self, cast: Cast, case: Case, folder: Path) -> None:
        stored = kept(cast, case)
        on_disk(folder)[0].unlink()
        with acting_as(cast.ben.pk), pytest.raises(SealBroken, match="missing"):
            open_file(stored)


class TestDestroying:
    def test_key_and_bytes_go_and_the_row_stays(
        self,
        cast: Cast,
        case: Case,
        folder: Path,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        stored = kept(cast, case)
        with acting_as(cast.ben.pk):
            with django_capture_on_commit_callbacks(execute=True):
                destroy(stored=stored, by=cast.actor("ben"), on=FRI_13_MAR)
                assert len(on_disk(folder)) == 1
            row = StoredFile.objects.get(pk=stored.pk)
            assert (row.destroyed_on, row.destroyed_by_id) == (FRI_13_MAR, cast.ben.pk)
            assert not FileKey.objects.filter(pk=stored.pk).exists()
            assert on_disk(folder) == []
            with pytest.raises(FileDestroyed):
                open_file(row)
            first = row.destroyed_at
            destroy(stored=row, by=cast.actor("ben"), on=date(2026, 3, 16))
            row.refresh_from_db()
            assert row.destroyed_at == first

    def test_bytes_left_by_a_crash_after_destroying_are_swept(self, cast: Cast, case: Case, folder: Path) -> None:
        stored = kept(cast, case)
        with acting_as(cast.ben.pk):
            destroy(stored=stored, by=cast.actor("ben"), on=FRI_13_MAR)
        assert sweep_orphans(before=LATER) == [UUID(hex=stored.place)]

    def test_no_key_is_ever_copied_into_the_audit(self, cast: Cast, case: Case) -> None:
        """Else a destroyed file could be opened with what the audit remembers and a backup of the folder."""
        stored = kept(cast, case)
        with acting_as(cast.ben.pk):
            key = bytes(FileKey.objects.get(pk=stored.pk).content)
            destroy(stored=stored, by=cast.actor("ben"), on=FRI_13_MAR)
            entries = list(AuditEntry.objects.filter(case_id=case.pk))
        assert any(entry.table == "files_storedfile" and entry.verb == "update" for entry in entries)
        assert all(key.hex() not in str(entry.content) for entry in entries)


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
class TestRotation:
    @pytest.fixture(autouse=True)
    def _cast(self, transactional_db: None) -> Iterator[None]:
        from tests.cast import make_cast

        self.cast = make_cast()
        yield
        connections["owner"].close()

    def test_all_keys_are_wrapped_anew_and_the_old_one_can_go(self, settings: Settings) -> None:
        case = make_incident(self.cast)
        stored = [kept(self.cast, case, content=words) for words in (b"one", b"two")]
        both = ("1:" + "A" * 43 + "=", "2:" + "B" * 42 + "A=")
        settings.FILE_KEYS = both
        assert rewrap_keys() == 2
        assert rewrap_keys() == 0
        settings.FILE_KEYS = both[1:]
        with acting_as(self.cast.ben.pk):
            assert [b"".join(open_file(each)) for each in stored] == [b"one", b"two"]


class TestServing:
    def test_a_download_carries_reference_and_number_and_no_typed_word(self, cast: Cast, case: Case) -> None:
        stored = kept(cast, case, f"{MARKER}.txt")
        with acting_as(cast.ben.pk):
            response = response_for(stored, reference="ASH-2026-014", number=3)
        # Read after nobody acts any more: what is streamed needs no database.
        assert b"".join(response) == b"She is safe."  # type: ignore[arg-type]
        assert response["Content-Disposition"] == 'attachment; filename="ASH-2026-014-3.txt"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Type"] == "text/plain"
        assert response["Content-Length"] == "12"
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["Cache-Control"] == "private, no-store"
        assert MARKER not in str(response.headers)

    @pytest.mark.parametrize(
        ("name", "content", "place"),
        [
            ("a.png", samples.png(), "inline"),
            ("a.jpg", samples.jpeg(), "inline"),
            ("a.pdf", samples.pdf(), "inline"),
            ("a.txt", b"words", "attachment"),
            ("a.docx", samples.word(), "attachment"),
            ("a.tif", samples.tiff(), "attachment"),
            ("a.eml", samples.eml(), "attachment"),
        ],
        ids=["png", "jpeg", "pdf", "text", "word", "tiff", "mail"],
    )
    def test_only_pictures_and_pdfs_are_shown_in_the_browser_when_that_is_asked(
        self, cast: Cast, case: Case, name: str, content: bytes, place: str
    ) -> None:
        stored = kept(cast, case, name, content)
        with acting_as(cast.ben.pk):
            for asked, answer in ((True, place), (False, "attachment")):
                response = response_for(stored, reference="R-1", number=1, inline=asked)
                assert response["Content-Disposition"].startswith(f"{answer}; ")
                assert response["Content-Security-Policy"].startswith("default-src 'none'")
                assert b"".join(response) == content  # type: ignore[arg-type]

    def test_an_answer_that_is_closed_unread_closes_the_file(self, cast: Cast, case: Case) -> None:
        stored = kept(cast, case)
        with acting_as(cast.ben.pk):
            opened = actions.open_file(stored)
        opened.close()
        assert opened._source.closed
