"""The sealed bytes of letter templates. They are sealed as files of a case are (`files/sealing.py`), under a key of
their own, but lie in the database: a stored file is bound to a case, and a template belongs to none."""

from io import BytesIO
from uuid import uuid4

from safeguarding.cases.models import LetterTemplate, LetterTemplateContent
from safeguarding.files.configured import ring_in_force
from safeguarding.files.keys import Binding, WrappedKey
from safeguarding.files.sealing import seal, unseal

NO_CASE = 0


def keep_content(template: LetterTemplate, content: bytes) -> None:
    """Seal the bytes under a new key and keep both beside the template's row."""
    place, sink = uuid4(), BytesIO()
    sealed = seal(BytesIO(content), sink, binding=Binding(place, NO_CASE), ring=ring_in_force())
    LetterTemplateContent.objects.create(
        template=template,
        place=place,
        sealed=sink.getvalue(),
        key=sealed.key.content,
        key_version=sealed.key.version,
    )


def content_of(template: LetterTemplate) -> bytes:
    """The template as it was given. Raises `SealBroken` when it was tampered with."""
    kept = LetterTemplateContent.objects.get(template=template)
    binding, key = Binding(kept.place, NO_CASE), WrappedKey(bytes(kept.key), kept.key_version)
    return b"".join(unseal(BytesIO(bytes(kept.sealed)), binding=binding, key=key, ring=ring_in_force()))


def rewrap_template_keys() -> int:
    """Wrap every template's key under the newest master key, as the owner; how many were changed. Goes with
    `files.actions.rewrap_keys`."""
    ring, changed = ring_in_force(), 0
    for kept in LetterTemplateContent.objects.using("owner").exclude(key_version=ring.newest).iterator():
        wrapped = ring.rewrap(WrappedKey(bytes(kept.key), kept.key_version), Binding(kept.place, NO_CASE))
        changed += (
            LetterTemplateContent.objects.using("owner")
            .filter(pk=kept.pk, key_version=kept.key_version)
            .update(key=wrapped.content, key_version=wrapped.version)
        )
    return changed
