"""What is done with files: kept, opened, destroyed, and looked after. Whether a person may is decided by the
pages and verbs above and by the case wall; how bytes are checked, sealed and stored, by this app's other
modules.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import IO
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safeguarding import today
from safeguarding.actor import Actor
from safeguarding.files.checking import Accepted, check
from safeguarding.files.configured import folder_in_force, ring_in_force, scanner_in_force
from safeguarding.files.keys import Binding, SealBroken, WrappedKey
from safeguarding.files.models import FileKey, StoredFile
from safeguarding.files.scanning import Scanned, scan
from safeguarding.files.sealing import Sealed, seal, unseal
from safeguarding.files.store import Store
from safeguarding.files.unsafe import Unsafe
from safeguarding.rules.refusal import Refusal

#: A file without a row may be one that is being kept at this moment.
_LEFT_ALONE = timedelta(hours=1)


class FileDestroyed(Exception):
    """The file was destroyed on purpose; its row says when and by whom."""


def keep(*, case_id: int, name: str, stream: IO[bytes], by: Actor, on: date) -> StoredFile | Refusal:
    """Check, scan, seal and store a file of a case, and write its row; all of it or nothing.

    `stream` can seek. The wall decides whether the person may add to this case: if not, the database refuses.
    """
    size = stream.seek(0, 2)
    verdict = check(name, stream, size)
    if isinstance(verdict, Refusal):
        return verdict
    try:
        scanned = scan(stream, scanner_in_force())
    except Unsafe as unsafe:
        return unsafe.as_refusal(verdict.safe_name)
    place, store = uuid4(), Store(folder_in_force())
    stream.seek(0)
    try:
        with transaction.atomic():
            with store.writing(place) as sink:
                sealed = seal(stream, sink, binding=Binding(place, case_id), ring=ring_in_force())
            return _row(case_id, place, verdict, scanned, sealed, by, on)
    except BaseException:
        # A crash instead of an error leaves the file to the sweep.
        store.remove(place)
        raise


def _row(
    case_id: int, place: UUID, verdict: Accepted, scanned: Scanned, sealed: Sealed, by: Actor, on: date
) -> StoredFile:
    stored = StoredFile.objects.create(
        case_id=case_id,
        name=verdict.safe_name,
        kind=verdict.kind.id,
        media_type=verdict.media_type,
        size=sealed.size,
        sha256=sealed.sha256,
        place=place.hex,
        scanned_by=scanned.by,
        scanned_at=today.now() if scanned.by else None,
        put_by_id=by.person_id,
        put_at=today.now(),
        put_on=on,
    )
    FileKey.objects.create(file=stored, case_id=case_id, content=sealed.key.content, version=sealed.key.version)
    return stored


class Opened:
    """The plain bytes of a file in pieces, proved whole beforehand. Needs no database; closes what it
    reads."""

    def __init__(self, source: IO[bytes], pieces: Iterator[bytes]) -> None:
        self._source, self._pieces = source, pieces

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._pieces
        finally:
            self.close()

    def close(self) -> None:
        self._source.close()


def open_file(stored: StoredFile) -> Opened:
    """The file's bytes; that it was read is on record. Raises FileDestroyed or, if it was tampered with,
    SealBroken."""
    if stored.destroyed_at is not None:
        raise FileDestroyed(_("This file was destroyed; the record of it stays."))
    key = FileKey.objects.filter(file_id=stored.pk).first()
    try:
        source = Store(folder_in_force()).open(UUID(hex=stored.place))
    except FileNotFoundError:
        raise SealBroken(_("This file is missing from its folder; restore it from a backup.")) from None
    try:
        if key is None:
            raise SealBroken(_("The key of this file is missing; it cannot be opened."))
        binding, wrapped = (
            Binding(UUID(hex=stored.place), stored.case_id),
            WrappedKey(bytes(key.content), key.version),
        )
        pieces = unseal(source, binding=binding, key=wrapped, ring=ring_in_force())
        _record_read(stored)
    except BaseException:
        source.close()
        raise
    return Opened(source, pieces)


def destroy(*, stored: StoredFile, by: Actor, on: date) -> None:
    """Drop the key now, the bytes once that is committed. Doing it twice changes nothing."""
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().get(pk=stored.pk)
        if row.destroyed_at is not None:
            return
        FileKey.objects.filter(file_id=row.pk).delete()
        row.destroyed_at, row.destroyed_by_id, row.destroyed_on = today.now(), by.person_id, on
        row.save(update_fields=["destroyed_at", "destroyed_by_id", "destroyed_on"])
        transaction.on_commit(lambda: Store(folder_in_force()).remove(UUID(hex=row.place)))


def sweep_orphans(*, before: datetime | None = None) -> list[UUID]:
    """Remove files that a crash left without a row, and those whose row says destroyed. Needs nobody
    acting."""
    return Store(folder_in_force()).sweep(before=before or today.now() - _LEFT_ALONE, known=_known)


def rewrap_keys() -> int:
    """Wrap every file key under the newest master key, as the owner; how many were changed.

    Afterwards the older master keys can go, once backups that need them are gone too.
    """
    ring, changed = ring_in_force(), 0
    older = FileKey.objects.using("owner").exclude(version=ring.newest).select_related("file")
    for key in older.iterator():
        binding = Binding(UUID(hex=key.file.place), key.case_id)
        wrapped = ring.rewrap(WrappedKey(bytes(key.content), key.version), binding)
        changed += (
            FileKey.objects.using("owner")
            .filter(pk=key.pk, version=key.version)
            .update(content=wrapped.content, version=wrapped.version)
        )
    return changed


def _known(places: list[UUID]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT files_known(%s)", [[place.hex for place in places]])
        return {UUID(hex=place) for (place,) in cursor.fetchall()}


def _record_read(stored: StoredFile) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_read(%s, %s)", [stored.case_id, f"file {stored.pk}"])
