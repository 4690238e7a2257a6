"""What is sealed opens whole, in its own case, or not at all."""

import base64
import io
import tracemalloc
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.files.keys import Binding, KeyRing, KeysWrong, SealBroken, WrappedKey
from safeguarding.files.sealing import PIECE, Sealed, seal, unseal

RING = KeyRing({1: b"\x01" * 32})
HERE = Binding(UUID(int=1), 7)

lengths = st.one_of(
    st.integers(0, 40), st.sampled_from([PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5, 3 * PIECE])
)


def sealed(content: bytes, *, binding: Binding = HERE, ring: KeyRing = RING) -> tuple[bytes, Sealed]:
    sink = io.BytesIO()
    return_value = seal(io.BytesIO(content), sink, binding=binding, ring=ring)
    return sink.getvalue(), return_value


def opened(stored: bytes, key: WrappedKey, *, binding: Binding = HERE, ring: KeyRing = RING) -> bytes:
    return b"".join(unseal(io.BytesIO(stored), binding=binding, key=key, ring=ring))


@settings(deadline=None, max_examples=60)
@given(lengths, st.binary(min_size=1, max_size=16))
def test_whatever_is_sealed_opens_the_same(length: int, pattern: bytes) -> None:
    content = (pattern * (length // len(pattern) + 1))[:length]
    stored, remembered = sealed(content)
    assert opened(stored, remembered.key) == content
    assert remembered.size == length
    if length > 30:
        assert content not in stored


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_any_changed_byte_is_refused_before_a_byte_is_given(data: st.DataObject) -> None:
    content = b"a paper " * data.draw(st.sampled_from([1, 9_000, 20_000]))
    stored, remembered = sealed(content)
    at = data.draw(st.integers(0, len(stored) - 1))
    changed = bytearray(stored)
    changed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        unseal(io.BytesIO(bytes(changed)), binding=HERE, key=remembered.key, ring=RING)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_any_cut_is_refused(data: st.DataObject) -> None:
    stored, remembered = sealed(b"x" * (2 * PIECE + 100))
    length = data.draw(st.one_of(st.integers(0, len(stored) - 1), st.just(11 + PIECE + 16), st.just(11)))
    with pytest.raises(SealBroken):
        unseal(io.BytesIO(stored[:length]), binding=HERE, key=remembered.key, ring=RING)


def test_pieces_cannot_change_places_or_come_twice() -> None:
    stored, remembered = sealed(b"".join(bytes([n]) * PIECE for n in range(4)))
    head, size = stored[:11], PIECE + 16
    pieces = [stored[11 + n * size : 11 + (n + 1) * size] for n in range(4)]
    for order in ([1, 0, 2, 3], [0, 1, 1, 2, 3], [0, 1, 3], [0, 1, 2, 3, 3]):
        with pytest.raises(SealBroken):
            opened(head + b"".join(pieces[n] for n in order), remembered.key)
    assert len(opened(head + b"".join(pieces), remembered.key)) == 4 * PIECE


def test_bytes_after_the_end_are_refused() -> None:
    stored, remembered = sealed(b"words")
    with pytest.raises(SealBroken):
        opened(stored + b"\x00", remembered.key)


def test_a_file_moved_to_another_case_or_another_place_is_refused() -> None:
    stored, remembered = sealed(b"words")
    for elsewhere in (Binding(HERE.file_id, 8), Binding(UUID(int=2), 7)):
        with pytest.raises(SealBroken, match="another file or case"):
            opened(stored, remembered.key, binding=elsewhere)


def test_a_file_under_a_key_wrapped_for_another_case_is_refused() -> None:
    """The key alone moved: somebody who may write rows wraps nothing, but could copy."""
    other, other_key = sealed(b"theirs", binding=Binding(UUID(int=2), 8))
    stored, _mine = sealed(b"mine")
    with pytest.raises(SealBroken):
        opened(stored, other_key.key)
    with pytest.raises(SealBroken):
        opened(other, other_key.key)


def test_two_seals_of_the_same_words_have_nothing_in_common() -> None:
    first, one = sealed(b"the same words")
    second, two = sealed(b"the same words")
    assert first[4:] != second[4:]
    assert one.key.content != two.key.content
    assert one.sha256 == two.sha256


def test_a_read_that_gives_less_than_asked_is_no_end() -> None:
    class Dripping(io.BytesIO):
        def read(self, count: int | None = -1, /) -> bytes:
            return super().read(min(count or 1, 1000))

    content = b"drip" * 40_000
    sink = io.BytesIO()
    remembered = seal(Dripping(content), sink, binding=HERE, ring=RING)
    pieces = unseal(Dripping(sink.getvalue()), binding=HERE, key=remembered.key, ring=RING)
    assert b"".join(pieces) == content


def test_sealing_and_opening_hold_only_pieces(tmp_path: object) -> None:
    class Endless(io.RawIOBase):
        left = 60 * 1024 * 1024

        def read(self, count: int = -1, /) -> bytes:
            size = min(count, self.left)
            self.left -= size
            return bytes(size)

    place = f"{tmp_path}/sealed"
    tracemalloc.start()
    try:
        with open(place, "wb") as sink:
            remembered = seal(Endless(), sink, binding=HERE, ring=RING)  # type: ignore[arg-type]
        with open(place, "rb") as source:
            total = sum(len(piece) for piece in unseal(source, binding=HERE, key=remembered.key, ring=RING))
        assert total == 60 * 1024 * 1024
        assert tracemalloc.get_traced_memory()[1] < 2 * 1024 * 1024
    finally:
        tracemalloc.stop()


class TestKeys:
    def test_an_older_key_still_opens_and_the_newest_wraps(self) -> None:
        stored, remembered = sealed(b"words")
        both = KeyRing({**RING.keys, 2: b"\x02" * 32})
        assert opened(stored, remembered.key, ring=both) == b"words"
        assert sealed(b"more", ring=both)[1].key.version == 2

    def test_rewrapping_leaves_the_file_and_lets_the_old_key_go(self) -> None:
        stored, remembered = sealed(b"words")
        both = KeyRing({**RING.keys, 2: b"\x02" * 32})
        renewed = both.rewrap(remembered.key, HERE)
        alone = KeyRing({2: b"\x02" * 32})
        assert renewed.version == 2
        assert opened(stored, renewed, ring=alone) == b"words"
        with pytest.raises(SealBroken, match="Version 1 is not in SAFEGUARDING_FILE_KEYS"):
            opened(stored, remembered.key, ring=alone)

    def test_a_version_cannot_be_passed_off_as_another(self) -> None:
        _stored, remembered = sealed(b"words")
        same_key_twice = KeyRing({1: b"\x01" * 32, 2: b"\x01" * 32})
        with pytest.raises(SealBroken):
            same_key_twice.unwrap(WrappedKey(remembered.key.content, 2), HERE)

    def test_entries_are_read_as_the_setting_writes_them(self) -> None:
        one, two = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
        ring = KeyRing.parse([f"1:{one}", f" 3:{two} "])
        assert ring.newest == 3
        assert ring.keys[1] == b"\x01" * 32

    @pytest.mark.parametrize("entry", ["", "1", "x:AAAA", "0:" + "A" * 43 + "=", "1:AAAA", "1:not base64!"])
    def test_an_entry_that_is_no_key_is_named_by_its_place_and_never_repeated(self, entry: str) -> None:
        with pytest.raises(KeysWrong, match="Entry 2 of SAFEGUARDING_FILE_KEYS") as told:
            KeyRing.parse(["9:" + "A" * 43 + "=", entry])
        assert "AAAA" not in str(told.value)

    def test_no_key_at_all_is_refused(self) -> None:
        with pytest.raises(KeysWrong, match="no key"):
            KeyRing.parse([])

    def test_a_ring_does_not_show_its_keys(self) -> None:
        assert "\\x01" not in repr(RING)
