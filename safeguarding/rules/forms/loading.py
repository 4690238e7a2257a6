"""Reads the form files of a procedure, each version beside the others, and fits them to `questions.py`."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from safeguarding.rules.forms.checking import check, offered_by_list
from safeguarding.rules.forms.questions import Form, Id, Option, Page, Question, Section
from safeguarding.rules.forms.wording import YES_NO
from safeguarding.rules.lawfile import Entry, LawFault, fit, near, read_toml

LAW = Path(__file__).parent.parent / "law"


class OptionList(Entry):
    """Options that several questions share. A list that was ever used is not edited: a new one is added."""

    id: Id
    options: tuple[Option, ...]


def load_form(procedure_id: str, form_id: str, version: int | None = None, *, on: dt.date | None = None) -> Form:
    """One form: the version named, else the one in force on a day, else the newest; LawFault for none."""
    of_procedure = forms(procedure_id)
    versions = [form for form in of_procedure if form.id == form_id]
    if not versions:
        ids = {form.id for form in of_procedure}
        raise LawFault(f"there is no form '{form_id}'{near(form_id, ids)}", file=procedure_id)
    if version is not None:
        versions = [form for form in versions if form.version == version]
    elif on is not None:
        versions = [form for form in versions if form.valid_from <= on]
    if not versions:
        which = f"version {version}" if version is not None else f"version in force on {on}"
        raise LawFault(f"form '{form_id}' has no {which}.", file=procedure_id)
    return versions[-1]


@cache
def forms(procedure_id: str) -> tuple[Form, ...]:
    """Every form of a procedure in every version, by id and then version; none where it has no forms."""
    if procedure_id not in (known := _procedures()):
        raise LawFault(f"there is no procedure '{procedure_id}'{near(procedure_id, known)}")
    return read_forms(LAW / procedure_id / "forms")


@cache
def list_of(procedure_id: str, list_id: str) -> tuple[Option, ...]:
    """The options of one shared list of a procedure, for what chooses among them without a form."""
    return _read_list(LAW / procedure_id / "forms" / "lists" / f"{list_id}.toml").options


def all_forms() -> dict[str, tuple[Form, ...]]:
    """The forms of every procedure that has some."""
    return {procedure: found for procedure in _procedures() if (found := forms(procedure))}


def read_forms(folder: Path) -> tuple[Form, ...]:
    """Every form in a folder, checked. LawFault names the first file, entry, key and cure."""
    lists = {shared.id: shared.options for shared in map(_read_list, sorted((folder / "lists").glob("*.toml")))}
    read = {path.name: _read_form(path, lists) for path in sorted(folder.glob("*.toml"))}
    ids = {form.id for form in read.values()}
    for name, form in read.items():
        check(form, name)
        _check_other_forms(form, name, ids)
    return tuple(sorted(read.values(), key=lambda form: (form.id, form.version)))


def offering(form: Form, authorities: Iterable[Option]) -> Form:
    """The form with the authorities that the caller knows, before whatever each question adds itself."""
    given = tuple(authorities)

    def question(q: Question) -> Question:
        if q.kind not in ("authority", "authorities"):
            return q
        return q.model_copy(update={"options": given + q.options})

    def page(p: Page) -> Page:
        return p.model_copy(update={"questions": tuple(map(question, p.questions))})

    def section(s: Section) -> Section:
        return s.model_copy(update={"pages": tuple(map(page, s.pages))})

    return form.model_copy(update={"sections": tuple(map(section, form.sections))})


def _procedures() -> list[str]:
    return sorted(path.relative_to(LAW).as_posix() for path in LAW.glob("*/*") if path.is_dir())


def _read_list(path: Path) -> OptionList:
    shared = fit(OptionList, read_toml(path, name=path.name), file=path.name, entry_id="list")
    if not all(map(offered_by_list, shared.options)):
        raise LawFault("options of a shared list carry no only_when and no opens.", file=path.name)
    if shared.id != path.stem:
        raise LawFault(f"holds the list '{shared.id}'; name the file {shared.id}.toml.", file=path.name)
    return shared


def _read_form(path: Path, lists: Mapping[str, tuple[Option, ...]]) -> Form:
    raw = read_toml(path, name=path.name)
    sections = []
    for section in _tables(raw, "section", path.name, _entry("form", raw)):
        pages = []
        for page in _tables(section, "page", path.name, _entry("section", section)):
            questions = [
                _read_question(question, lists, path.name)
                for question in _tables(page, "question", path.name, _entry("page", page))
            ]
            tables = page | {"question": tuple(questions)}
            pages.append(fit(Page, tables, file=path.name, entry_id=_entry("page", page)))
        tables = section | {"page": tuple(pages)}
        sections.append(fit(Section, tables, file=path.name, entry_id=_entry("section", section)))
    tables = raw | {"section": tuple(sections)}
    form = fit(Form, tables, file=path.name, entry_id=_entry("form", raw))
    if path.stem not in (form.id, f"{form.id}-{form.version}"):
        raise LawFault(f"holds form '{form.id}'; name the file {form.id}-{form.version}.toml.", file=path.name)
    return form


def _read_question(raw: dict[str, Any], lists: Mapping[str, tuple[Option, ...]], file: str) -> Question:
    entry = _entry("question", raw)
    question = fit(Question, raw, file=file, entry_id=entry)
    if question.kind == "yes-no" and not question.options:
        return question.model_copy(update={"options": YES_NO})
    if question.options_from is None:
        return question
    if question.options_from not in lists:
        sentence = f"there is no list '{question.options_from}'{near(question.options_from, lists)}"
        raise LawFault(sentence, file=file, entry=entry, key="options_from")
    return question.model_copy(update={"options": question.options + lists[question.options_from]})


def _check_other_forms(form: Form, file: str, ids: Iterable[str]) -> None:
    for question in form.questions:
        for option in question.options:
            if option.opens is not None and option.opens not in ids:
                sentence = f"'{option.code}' opens '{option.opens}', which is no form here{near(option.opens, ids)}"
                raise LawFault(sentence, file=file, entry=f"question '{question.id}'")


def _tables(raw: Mapping[str, Any], key: str, file: str, entry: str) -> tuple[dict[str, Any], ...]:
    found = raw.get(key, ())
    if not isinstance(found, tuple) or not all(isinstance(table, dict) for table in found):
        raise LawFault(f"must be tables, each under its own [[…{key}]].", file=file, entry=entry, key=key)
    return found


def _entry(name: str, raw: Mapping[str, Any]) -> str:
    return f"{name} '{raw.get('id', '?')}'"
