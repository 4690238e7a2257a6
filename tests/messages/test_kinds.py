"""Every kind of message has its templates, says only fixed sentences, and is shown nothing that leads to a case."""

from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest
from django.template import engines
from django.template.base import Node, VariableNode
from django.template.loader import get_template
from django.test import Client

from safeguarding.messages.gallery import every_kind, lines_of
from safeguarding.messages.kinds import ABOUT, SENTENCES, Kind
from safeguarding.messages.letters import context_for
from safeguarding.messages.lines import Line, NotALine

TEMPLATES = Path("safeguarding/messages/templates/outbox")


def test_every_kind_has_a_template_pair_and_every_pair_a_kind() -> None:
    pairs = {folder.name for folder in TEMPLATES.iterdir() if folder.is_dir()}
    assert pairs == {kind.value for kind in Kind} == {kind.value for kind in ABOUT}
    for kind in Kind:
        assert {path.name for path in (TEMPLATES / kind).iterdir()} == {"subject.txt", "body.txt"}


@pytest.mark.parametrize("kind", Kind)
def test_a_letter_says_its_reference_its_date_and_its_link(kind: Kind) -> None:
    letter = next(letter for each, _, letter in every_kind() if each is kind)
    assert "\n" not in letter.subject
    assert letter.subject.endswith("(SR-2026-0001)")
    assert letter.body.startswith("Dear Robin Marsh,")
    assert "http://127.0.0.1:8000/cases/SR-2026-0001/" in letter.body
    assert len(letter.body) < 1600
    assert "{" not in letter.body + letter.subject
    if any("%(on)s" in str(SENTENCES[what]) for what in ABOUT[kind].sentences):
        assert "Friday 13 March 2026" in letter.body


def test_every_sentence_is_said_by_some_kind() -> None:
    assert {what for about in ABOUT.values() for what in about.sentences} == set(SENTENCES)


def test_a_template_is_given_plain_words_and_nothing_else() -> None:
    context = context_for(to_name="Robin Marsh", lines=lines_of(Kind.REMINDER))
    assert set(context) == {"name", "lines", "reference", "site"}
    for line in context["lines"]:  # type: ignore[attr-defined]
        assert is_dataclass(line)
        assert {type(getattr(line, field.name)) for field in fields(line)} == {str}
    assert {type(value) for name, value in context.items() if name != "lines"} == {str}


@pytest.mark.parametrize("kind", Kind)
def test_a_template_asks_for_nothing_but_what_it_is_given(kind: Kind) -> None:
    allowed = {"name", "lines", "reference", "site", "line", "line.reference", "line.sentence", "line.link"}
    for part in ("subject", "body"):
        for name in (f"outbox/{kind}/{part}.txt", f"outbox/{part}.txt"):
            template = get_template(name).template  # type: ignore[attr-defined]
            asked = {node.filter_expression.token for node in _all(template.nodelist) if isinstance(node, VariableNode)}
            assert asked <= allowed


def _all(nodes: object) -> list[Node]:
    return list(nodes.get_nodes_by_type(Node))  # type: ignore[attr-defined]


def test_the_same_thing_is_said_once() -> None:
    line = Line("SR-1", "to-be-done", date(2026, 3, 13))
    assert len(context_for(to_name="Robin", lines=[line, line])["lines"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        (("A child's name", "notified", date(2026, 3, 13)), "letters, digits and hyphens"),
        (("SR-1", "the child has died", date(2026, 3, 13)), "no sentence"),
        (("SR-1", "notified", None), "names a date"),
        (("SR-1", "notified", date(2026, 3, 13), "/cases/?child=name"), "path"),
        (("SR-1", "notified", date(2026, 3, 13), "https://elsewhere.invalid/"), "path"),
    ],
)
def test_a_line_that_would_say_more_is_refused(line: tuple, cure: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(NotALine, match=cure):
        Line(*line)


def test_a_name_with_a_line_break_cannot_add_a_header() -> None:
    assert context_for(to_name="Robin\nBcc: other@example.invalid", lines=[])["name"] == (
        "Robin Bcc: other@example.invalid"
    )


def test_the_engine_escapes_nothing_in_plain_text() -> None:
    assert engines["django"].engine.autoescape  # type: ignore[attr-defined]
    letter = next(letter for _, _, letter in every_kind())
    assert "&#" not in letter.body


@pytest.mark.django_db
def test_the_gallery_is_there_in_development_alone(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.ROOT_URLCONF = "tests.messages.urls"
    settings.DEBUG = False
    assert client.get("/messages/gallery/").status_code == 404
    settings.DEBUG = True
    page = client.get("/messages/gallery/").content.decode()
    assert all(str(ABOUT[kind].title) in page for kind in Kind)
