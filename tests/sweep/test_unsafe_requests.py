"""Whatever is sent to a page: never a fault of ours, nothing of another's touched, markup only ever shown as text, and
unsafe files neither stored nor recorded."""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from safeguarding.actor import acting_as
from tests.sweep.conftest import undone
from tests.sweep.forms_drawn import Field, Form, Given, forms_of
from tests.sweep.people import SIGNED_OUT, Browser
from tests.sweep.site import OF_A_CASE, PAGES, Page, openings
from tests.sweep.story import Story
from tests.sweep.tables import OF_A_CASE as TABLES

CASES = ("early", "sent", "ended", "across", "replied")
MARKUP = '"><script>alert("zqx")</script>{{7*7}}<img src=x onerror=zqx>'
FORM = "application/x-www-form-urlencoded"


def drawn(story: Story, page: Page) -> Iterator[tuple[str, str, Form]]:
    """Every form that the page draws in some state of the story: who sees it, its address, the form."""
    seen: set[tuple[str, ...]] = set()
    for case in CASES if page.is_of_a_case else CASES[:1]:
        found = openings(story, page, case)
        if found is None:
            continue
        address, name = found
        with undone():
            response = story.browsers.of(name).get(address)
        if response.status_code != 200 or response.streaming:
            continue
        for form in forms_of(response.content.decode("utf-8", "replace"), address):
            names = tuple(sorted({one.name for one in form.fields if one.name not in ("csrfmiddlewaretoken", "whose")}))
            if names not in seen:
                seen.add(names)
                yield name, form.action, form


EVERYWHERE: dict[str, str] = {"nothing": "", "markup": MARKUP, "far too long": "Zz" * 12_000}
BY_TURNS = (
    "before\x00after", "no-such-code", "9" * 40, "-1", "٣", "NaN", "\u202e\u2066 ../../etc \u2069", "2026-99-99",
)  # fmt: skip
"""Each field is given another of these, and then the one four on."""


def bodies_of(form: Form) -> dict[str, bytes]:
    """What is sent in place of what the form asks for."""
    places = {one.name: place for place, one in enumerate(form.fields)}

    def by_turns(first: int) -> Callable[[Field], str]:
        return lambda one: BY_TURNS[(places[one.name] + first) % len(BY_TURNS)]

    filled = form.filled()
    return {
        **{what: encoded(form.everywhere(lambda one, text=text: text)) for what, text in EVERYWHERE.items()},  # type: ignore[misc]
        "by turns": encoded(form.everywhere(by_turns(0))),
        "by turns, four on": encoded(form.everywhere(by_turns(4))),
        "no fields at all": b"",
        "half a character": encoded(filled, surrogate=True),
        "each field twice": encoded({key: values * 2 for key, values in filled.items()}),
        "hidden fields made words": encoded({key: ["no-such"] for key in filled}),
        "hidden fields huge": encoded({key: ["9" * 30] for key in filled}),
    }


def encoded(given: Given, surrogate: bool = False) -> bytes:
    text = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, values in given.items() for value in values)
    return text.encode() if not surrogate else text.replace("A+few+words", "%ED%A0%80%FF").encode()


def post(browser: Browser, address: str, body: bytes, **more: Any) -> HttpResponse:
    return browser.generic("POST", address, body, content_type=FORM, **more)


def fault(response: HttpResponse) -> str:
    """What broke, in a line."""
    error = getattr(response, "exc_info", None)
    return "" if response.status_code != 500 else f"500: {error and error[0].__name__}: {str(error and error[1])[:160]}"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_form_breaks_whatever_is_typed_in_it(story: Story, page: Page) -> None:
    broken = []
    for name, address, form in drawn(story, page):
        for what, body in bodies_of(form).items():
            with undone():
                response = post(story.browsers.of(name), address, body)
                seen = [response]
                if (
                    what == "markup"
                    and response.status_code in (302, 303)
                    and response.headers["Location"].startswith("/")
                ):
                    seen.append(story.browsers.of(name).get(response.headers["Location"]))
                for one in seen:
                    if one.status_code >= 500:
                        broken.append(f"{address} by {name}, {what}: {fault(one)}")
                    elif b"<script>alert(" in one.content or b"<img src=x" in one.content or b"}}49" in one.content:
                        broken.append(f"{address} by {name}, {what}: markup is shown as markup")
    assert broken == []


def digest_of_theirs(story: Story) -> dict[str, list[Any]]:
    with acting_as(story.cast.uma.pk):
        found = {}
        for model in TABLES:
            column = "pk" if model._meta.label == "cases.Case" else "case_id"
            if column == "pk" or any(one.attname == "case_id" for one in model._meta.concrete_fields):
                found[model._meta.label] = list(
                    model._default_manager.filter(**{column: story["theirs"].pk}).order_by("pk").values_list()
                )
        return found


def keys_of_theirs(story: Story) -> list[str]:
    with acting_as(story.cast.uma.pk):
        case = story["theirs"]
        return [
            str(case.papers.get().pk),
            str(case.set_aside.get().pk),
            str(case.events.order_by("pk").first().pk),  # type: ignore[union-attr]
            str(case.children.get().pk),
            str(case.pk),
        ]


def test_keys_of_rows_of_another_area_change_nothing_there_and_show_nothing_of_it(story: Story) -> None:
    from tests.sweep.markers import found_in

    before, keys, broken, tried = digest_of_theirs(story), keys_of_theirs(story), [], 0
    for page in OF_A_CASE:
        for name, address, form in drawn(story, page):
            numbered = [
                one.name for one in form.fields if one.value.isdecimal() or any(c.isdecimal() for c in one.choices)
            ]
            for key in keys if numbered else []:
                given = form.filled() | {field: [key] for field in numbered}
                tried += 1
                with undone():
                    response = post(story.browsers.of(name), address, encoded(given))
                    leaks = [one for one in found_in(response.content) if one.startswith("theirs")]
                    if response.status_code >= 500 or leaks:
                        broken.append(f"{address} by {name}, {numbered} = {key}: {fault(response)} {leaks}")
                    if digest_of_theirs(story) != before:
                        broken.append(f"{address} by {name}, {numbered} = {key}: changed a row of another area")
    assert tried > 10
    assert broken == []


METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_unknown_methods_and_forged_forms_are_turned_away(story: Story, page: Page) -> None:
    broken = []
    for case in CASES:
        found = openings(story, page, case)
        if found is None:
            continue
        address, name = found
        for method in METHODS:
            with undone():
                response = story.browsers.of(name).generic(method, address)
            if response.status_code >= 500:
                broken.append(f"{method} {address}: {fault(response)}")
        browser = story.browsers.of(name)
        forging = Browser(enforce_csrf_checks=True, raise_request_exception=False)
        forging.cookies = browser.cookies
        with undone():
            response = forging.post(address, {"text": "forged"})
        leads_to = response.headers.get("Location", address)
        if response.status_code not in (401, 403, 405, 404, 302) or not leads_to.startswith(("/sign-in/", address)):
            broken.append(f"forged {address}: {response.status_code} {response.headers.get('Location')}")
        break
    assert broken == []


ODD = (
    "../../etc/passwd", "SR-2026-0001%00", "%E2%80%AESR-2026-0001", "SR-2026-0001'--", "x" * 3000, "%FF%FE",
    "%ED%A0%80", "<script>", "..%2f..%2f", "9" * 40, "-1", "%0d%0aSet-Cookie:%20a=b", "null", "٣",
)  # fmt: skip
POSTED_TOO = ("SR-2026-0001%00", "9" * 40, "%ED%A0%80")


@pytest.mark.parametrize("page", [page for page in PAGES if page.arguments], ids=str)
def test_an_odd_address_is_no_page_and_no_fault(story: Story, page: Page) -> None:
    found = next((one for case in CASES if (one := openings(story, page, case))), None)
    assert found is not None
    name, broken = found[1], []
    parts = found[0].split("/")
    named = [
        place for place, part in enumerate(page.at(**dict.fromkeys(page.arguments, "<>")).split("/")) if "<>" in part
    ]
    for place in named:
        for odd in ODD:
            address = "/".join([*parts[:place], odd, *parts[place + 1 :]])
            for method in ("get", "post") if odd in POSTED_TOO else ("get",):
                with undone():
                    response = getattr(story.browsers.of(name), method)(address)
                if response.status_code >= 500 or "Set-Cookie" in (response.headers.get("a") or ""):
                    broken.append(f"{method} {address[:120]}: {fault(response)}")
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_an_odd_query_is_no_fault(story: Story, page: Page) -> None:
    found = next((one for case in CASES if (one := openings(story, page, case))), None)
    assert found is not None
    address, name = found
    names = (
        "page",
        "before",
        "stage",
        "mine",
        "q",
        "next",
        "area",
        "from",
        "to",
        "on",
        "sort",
        "kind",
        "who",
        "name",
        "after",
    )
    broken = []
    for odd in (
        "9" * 40,
        "-1",
        "%00",
        "%ED%A0%80",
        "../..",
        "<script>alert(1)</script>",
        "2026-99-99",
        "٣",
        "//evil.invalid",
    ):
        query = "&".join(f"{one}={odd}" for one in names)
        with undone():
            response = story.browsers.of(name).get(f"{address}?{query}")
        if response.status_code >= 500 or (not response.streaming and b"<script>alert(1)" in response.content):
            broken.append(f"{address}?…={odd}: {fault(response)}")
        if "evil.invalid" in response.headers.get("Location", "").split("next=")[0]:
            broken.append(f"{address}: leads to {response.headers['Location']}")
    assert broken == []


@pytest.mark.parametrize(
    "to", ["//evil.invalid/", "https://evil.invalid/", "/\\evil.invalid", "javascript:alert(1)", "https:evil.invalid"]
)
def test_signing_in_leads_nowhere_else(story: Story, to: str) -> None:
    from tests.signing_in import code_of, with_password

    with_password(story.cast.joe)
    browser = story.browsers.of(SIGNED_OUT)
    response = browser.post(
        f"/sign-in/?next={quote_plus(to)}",
        {"login": "joe@example.invalid", "password": "a long password for tests", "next": to},
    )
    for _ in range(4):
        where = response.headers.get("Location", "")
        assert not where or (where.startswith("/") and not where.startswith(("//", "/\\"))), where
        if "second-step" not in where:
            break
        response = browser.post(where, {"code": code_of(story.cast.joe), "next": to})
    assert "evil" not in response.headers.get("Location", "").split("?")[0]


def test_another_host_is_refused_everywhere(story: Story) -> None:
    for address in ("/", "/sign-in/", f"/cases/{story['early'].reference}/", "/password/forgotten/"):
        assert story.browsers.of("ada").get(address, headers={"host": "evil.invalid"}).status_code == 400


def bomb() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"0" * 80_000_000)
    return out.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("empty.pdf", lambda: b""),
    "a program renamed": ("letter.pdf", lambda: b"MZ\x90\x00" + b"\0" * 400),
    "a page renamed": ("letter.docx", lambda: b"<html><script>alert(1)</script></html>"),
    "of a type nobody takes": ("run.exe", lambda: b"MZ\x90\x00" + b"\0" * 400),
    "much in little": ("bomb.docx", bomb),
    "a path for a name": ("../../../etc/passwd", lambda: b"root"),
    "script in a picture": ("picture.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
}


def stored(folder: Path) -> list[str]:
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def taking_files(story: Story) -> list[tuple[str, str, Form]]:
    return [one for page in PAGES for one in drawn(story, page) if one[2].takes_files]


def test_unsafe_files_are_refused_with_a_reason_and_nothing_is_stored(story: Story) -> None:
    from safeguarding.cases.models import LetterTemplate, Paper, Submission
    from safeguarding.files.models import StoredFile

    broken, folder = [], Path(settings.DATA)
    forms = taking_files(story)
    assert len({address for _, address, _ in forms}) >= 4
    before = stored(folder)
    for name, address, form in forms:
        for what, (file_name, content) in FILES.items():
            given: dict[str, Any] = dict(form.filled())
            files = {field: SimpleUploadedFile(file_name, content()) for field in form.takes_files}
            with undone():
                with acting_as(story.cast.people[name].pk):
                    rows = [model.objects.count() for model in (StoredFile, Paper, LetterTemplate, Submission)]
                response = story.browsers.of(name).post(address, given | files)
                with acting_as(story.cast.people[name].pk):
                    now = [model.objects.count() for model in (StoredFile, Paper, LetterTemplate, Submission)]
            if response.status_code >= 500 or response.status_code in (302, 303):
                broken.append(f"{address} by {name}, {what}: {response.status_code} {fault(response)}")
            if now != rows or stored(folder) != before:
                broken.append(f"{address} by {name}, {what}: something was stored")
            if response.status_code == 200 and b"error-summary" not in response.content:
                broken.append(f"{address} by {name}, {what}: no error is shown")
    assert broken == []
