"""Free text under a key per person."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.ledger import EMPTY, seal_all, to_line, verify
from gradea.ledger.sealed_text import derive_key, derive_nonce, open_text, seal_text

from .chains import draft
from .test_canonical import TEXT

KEY = derive_key("seed-1", "p-7f3a")


@settings(deadline=None, max_examples=50)
@given(TEXT, st.binary(min_size=32, max_size=32), st.binary(min_size=12, max_size=12))
def test_what_is_sealed_opens_again(text: str, key: bytes, nonce: bytes) -> None:
    """With its key, and only as a whole."""
    assert open_text(seal_text(text, key_ref="k-1", key=key, nonce=nonce), key) == text


@pytest.mark.parametrize("field", ["sealed", "nonce", "text"])
def test_a_changed_field_does_not_open(field: str) -> None:
    """Neither under another reference, nor with another nonce, nor with other bytes."""
    sealed = seal_text("glove torn", key_ref="AAAA", key=KEY, nonce=bytes(12))
    changed = {**sealed, field: ("B" if sealed[field][0] != "B" else "C") + sealed[field][1:]}
    with pytest.raises(ValueError, match="does not open"):
        open_text(changed, KEY)


def test_another_key_does_not_open() -> None:
    """That is what erasing a key relies on."""
    sealed = seal_text("glove torn", key_ref="k-1", key=KEY, nonce=bytes(12))
    with pytest.raises(ValueError, match="does not open"):
        open_text(sealed, derive_key("seed-1", "p-other"))


@pytest.mark.parametrize(
    "sealed", [{}, {"sealed": "k"}, {"sealed": "k", "nonce": "!", "text": ""}, {"sealed": 1, "nonce": 2, "text": 3}]
)
def test_what_is_no_sealed_text_is_said_so(sealed: dict[str, str]) -> None:
    """A foreign value is an error with a name."""
    with pytest.raises(ValueError):
        open_text(sealed, KEY)


def test_lengths_are_checked() -> None:
    """A short key or nonce is refused, not padded."""
    for key, nonce, reference in ((b"short", bytes(12), "k"), (KEY, bytes(8), "k"), (KEY, bytes(12), "")):
        with pytest.raises(ValueError):
            seal_text("glove torn", key_ref=reference, key=key, nonce=nonce)


def test_derived_keys_and_nonces_are_apart() -> None:
    """Another person, place or text never shares a key or a nonce; the same ones always do."""
    keys = {derive_key(seed, person) for seed, person in (("a", "bc"), ("ab", "c"), ("abc", ""))}
    nonces = {
        derive_nonce(KEY, place, text)
        for place, text in (("c-1/a", "x"), ("c-1/a", "y"), ("c-2/a", "x"), ("c-2", "ax"))
    }
    assert (len(keys), len(nonces)) == (3, 4)
    assert derive_key("a", "bc") == derive_key("a", "bc")
    assert derive_nonce(KEY, "p", "x") == derive_nonce(KEY, "p", "x")


def test_the_chain_covers_the_ciphertext_only() -> None:
    """The words are in no line, and the chain verifies without the key."""
    sealed = seal_text(
        "glove torn by M. Dupont", key_ref="k-1", key=KEY, nonce=derive_nonce(KEY, "c-0/note", "glove torn")
    )
    entry = draft(0, "c-0")
    entries = seal_all(
        EMPTY, [type(entry)(**{name: getattr(entry, name) for name in entry.__slots__} | {"body": {"note": sealed}})]
    )
    lines = [to_line(one) for one in entries]
    assert verify(lines).ok
    assert not any(word in line for line in lines for word in (b"glove", b"Dupont"))
