"""A form file that cannot be used names file, entry, key and cure; versions stand side by side."""

import datetime as dt
import re
from pathlib import Path

import pytest

from safeguarding.rules.forms import loading
from safeguarding.rules.forms.loading import all_forms, forms, load_form, offering, read_forms
from safeguarding.rules.lawfile import LawFault

from .samples import AUTHORITIES, ENGLAND

HEAD = """
id = "small"
version = 1
from = 2026-01-01
title = { en = "Small" }
intro = { en = "A small form." }
"""
SECTION = """
[[section]]
id = "only"
title = { en = "Only" }
[[section.page]]
id = "first"
title = { en = "First" }
"""
CLASSED = """
number = 1
named = { en = "it" }
about = "child"
privacy = "account"
retention = "incident-record"
seen = "product"
"""
OPTIONS = 'options = [{ code = "yes", label = { en = "Yes" } }]'


def asking(question_id: str, kind: str = "text", more: str = "", required: str = "always") -> str:
    return (
        f'[[section.page.question]]\nid = "{question_id}"\nkind = "{kind}"\nrequired = "{required}"\n'
        f'label = {{ en = "It" }}{CLASSED}{more}\n'
    )


def written(folder: Path, *questions: str, head: str = HEAD, section: str = SECTION, name: str = "small") -> Path:
    (folder / f"{name}.toml").write_text(head + section + "".join(questions), encoding="utf-8")
    return folder


def fault(folder: Path) -> str:
    with pytest.raises(LawFault) as raised:
        read_forms(folder)
    return str(raised.value)


GOOD = asking("it")
CHILD_SECTION = (
    SECTION.replace('"only"', '"each"')
    .replace('"first"', '"second"')
    .replace('title = { en = "Only" }', 'title = { en = "Each" }\nabout = "child"')
)


def test_a_good_file_is_a_form(tmp_path: Path) -> None:
    (form,) = read_forms(written(tmp_path, GOOD, asking("sure", "yes-no")))
    assert (form.id, form.version, form.valid_from) == ("small", 1, dt.date(2026, 1, 1))
    assert [option.code for option in form.question("sure").options] == ["yes", "no"]
    assert form.question("it").longest == 200
    assert not form.question("it").publishable


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        (
            asking("it", more='hnt = { en = "Hint" }'),
            "small.toml, question 'it', key 'hnt': unknown key; did you mean 'hint'?",
        ),
        (
            GOOD.replace('required = "always"', 'required = "allways"'),
            "small.toml, question 'it', key 'required': 'allways' is not one of the choices; did you mean 'always'?",
        ),
        (
            GOOD.replace('privacy = "account"\n', ""),
            "small.toml, question 'it', key 'privacy': is missing; add privacy = ...",
        ),
        (
            GOOD.replace('"account"', '"acount"'),
            "small.toml, question 'it', key 'privacy': 'acount' is not a known privacy; did you mean 'account'?",
        ),
        (
            GOOD.replace('id = "it"', 'id = "It is"'),
            "small.toml, question 'It is', key 'id': 'It is' must be small letters, digits and hyphens,"
            " like 'date-of-birth'.",
        ),
        (GOOD + GOOD, "small.toml, question 'it': this id is used twice; give one of them another."),
        (
            asking("it", "one"),
            "question 'it': it has no options; add options, or options_from with the id of a list.",
        ),
        (
            asking("it", "text", OPTIONS),
            "question 'it': a question of kind 'text' takes no options; remove them or change the kind.",
        ),
        (
            asking("it", "one", OPTIONS.replace("]", ', { code = "yes", label = { en = "Aye" } }]')),
            "question 'it', option 'yes': this id is used twice; give one of them another.",
        ),
        (
            asking("it", "one", 'options_from = "lost"'),
            "question 'it', key 'options_from': there is no list 'lost'.",
        ),
        (
            asking("it", "people"),
            "question 'it': columns belong to the kind 'people', and it needs them; add or remove them.",
        ),
        (
            asking("it", "date", 'precisions = ["exact"]'),
            "question 'it': precisions belong to the kind 'date-with-precision', and it needs them;"
            " add or remove them.",
        ),
        (asking("it", more="past = true"), "question 'it': past = true belongs to dates; remove it."),
        (
            asking("it", more="maximum = 3"),
            "question 'it': minimum and maximum belong to the kind 'number'; remove them.",
        ),
        (
            asking("it", required="when"),
            "question 'it': required = \"when\" needs a condition: add when = { question = …, is = […] }.",
        ),
        (
            asking("sure", "yes-no") + asking("it", more='when = { question = "sure", is = ["yes"] }'),
            "question 'it': it is asked only under a condition, so say required = \"when\".",
        ),
        (
            asking("it", required="never", more='when = { question = "sure", is = ["yes"] }')
            + asking("sure", "yes-no"),
            "question 'it': its condition names 'sure', which no earlier question is.",
        ),
        (
            asking("sure", "yes-no")
            + asking("it", required="never", more='unless = { question = "sur", is = ["yes"] }'),
            "question 'it': its condition names 'sur', which no earlier question is; did you mean 'sure'?",
        ),
        (
            asking("sure", "yes-no")
            + asking("it", required="when", more='when = { question = "sure", is = ["yess"] }'),
            "question 'it': its condition waits for 'yess', which 'sure' never answers; did you mean 'yes'?",
        ),
        (
            asking("it", "one", OPTIONS.replace(" } }]", ' }, only_when = { question = "us", is = ["a"] } }]')),
            "question 'it': its condition names 'us', which no earlier question is.",
        ),
        (
            asking("it", "one", OPTIONS.replace(" } }]", ' }, opens = "smal" }]')),
            "question 'it': 'yes' opens 'smal', which is no form here; did you mean 'small'?",
        ),
        (
            asking("it", more="publishable = true"),
            "question 'it': an answer of privacy class 'account' is never publishable; remove publishable.",
        ),
        (
            asking("born", "date") + asking("born-day"),
            "question 'born-day': its field would have the name of another's; rename it.",
        ),
        (
            asking("kin", "people", 'columns = [{ id = "name", label = { en = "Name" } }]') + asking("kin-0"),
            "question 'kin-0': its field would have the name of another's; rename it.",
        ),
        (
            asking(
                "kin",
                "people",
                'columns = [{ id = "name", label = { en = "N" } }, { id = "name", label = { en = "M" } }]',
            ),
            "question 'kin', column 'name': this id is used twice; give one of them another.",
        ),
    ],
)
def test_a_bad_question_names_file_entry_key_and_cure(tmp_path: Path, questions: str, sentence: str) -> None:
    said = fault(written(tmp_path, questions))
    assert said.startswith("small.toml, ")
    assert said.endswith(sentence)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            "children_in_detail = 4",
            "form 'small': children_in_detail and further_children_into go together; give both or neither.",
        ),
        (
            'children_in_detail = 4\nfurther_children_into = "it"',
            "form 'small': further_children_into names 'it', which is no long text about the incident.",
        ),
        ("section = 3", "form 'small', key 'section': must be tables, each under its own [[…section]]."),
        ("version = true", "form 'small', key 'version': must be a whole number without quotation marks"),
    ],
)
def test_a_bad_form_names_file_entry_key_and_cure(tmp_path: Path, more: str, sentence: str) -> None:
    head, section = HEAD + more, SECTION
    if more.startswith("version"):
        head = HEAD.replace("version = 1", more)
    questions = () if more.startswith("section") else (GOOD,)
    said = fault(written(tmp_path, *questions, head=head, section="" if not questions else section))
    assert sentence in said


def test_a_question_about_the_incident_cannot_wait_for_one_childs_answer(tmp_path: Path) -> None:
    after = SECTION.replace('"only"', '"last"').replace('"first"', '"third"')
    waiting = asking("it", required="when", more='when = { question = "sure", is = ["yes"] }')
    said = fault(written(tmp_path, asking("sure", "yes-no"), after, waiting, section=CHILD_SECTION))
    assert said.endswith("names 'sure', which is asked once for each child; whose answer is meant?")


def test_a_question_about_a_child_may_wait_for_an_answer_about_the_incident(tmp_path: Path) -> None:
    waiting = asking("it", required="when", more='when = { question = "sure", is = ["yes"] }')
    (form,) = read_forms(written(tmp_path, asking("sure", "yes-no"), CHILD_SECTION, waiting))
    assert form.section_of("it").about == "child"


def test_an_empty_page_and_a_file_of_another_name_are_refused(tmp_path: Path) -> None:
    assert "page 'first', key 'question': is empty" in fault(written(tmp_path))
    (tmp_path / "small.toml").unlink()
    assert fault(written(tmp_path, GOOD, name="big")) == ("big.toml: holds form 'small'; name the file small-1.toml.")


def test_a_file_that_is_not_toml_says_so_with_its_line(tmp_path: Path) -> None:
    assert re.match(r"small\.toml: .*line \d+", fault(written(tmp_path, "[[section\n")))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('id = "kinds"\noptions = []', "is missing"),
        (f'id = "others"\n{OPTIONS}', "kinds.toml: holds the list 'others'; name the file others.toml."),
        (
            f'id = "kinds"\n{OPTIONS}'.replace(" } }]", ' }, opens = "small" }]'),
            "kinds.toml: options of a shared list carry no only_when and no opens.",
        ),
    ],
)
def test_a_shared_list_is_plain_and_named_after_its_file(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "kinds.toml").write_text(text.replace("options = []", ""), encoding="utf-8")
    assert sentence in fault(written(tmp_path, GOOD))


def test_a_question_adds_the_options_of_a_shared_list_to_its_own(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "kinds.toml").write_text(f'id = "kinds"\n{OPTIONS}', encoding="utf-8")
    own = OPTIONS.replace("yes", "maybe") + '\noptions_from = "kinds"'
    (form,) = read_forms(written(tmp_path, asking("it", "one", own)))
    assert [option.code for option in form.question("it").options] == ["maybe", "yes"]


def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "utopia" / "review" / "forms"
    folder.mkdir(parents=True)
    (tmp_path / "utopia" / "none").mkdir()
    written(folder, GOOD, name="small-1")
    second = HEAD.replace("version = 1", "version = 2").replace("2026-01-01", "2027-01-01")
    written(folder, GOOD.replace('"It"', '"That"'), head=second)
    monkeypatch.setattr(loading, "LAW", tmp_path)
    forms.cache_clear()


def test_versions_stand_side_by_side_and_old_answers_keep_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law(tmp_path, monkeypatch)
    try:
        assert [(form.id, form.version) for form in forms("utopia/review")] == [("small", 1), ("small", 2)]
        assert list(all_forms()) == ["utopia/review"]
        assert forms("utopia/none") == ()
        assert load_form("utopia/review", "small").version == 2
        assert load_form("utopia/review", "small", 1).question("it").label.en == "It"
        assert load_form("utopia/review", "small", on=dt.date(2026, 12, 31)).version == 1
        assert load_form("utopia/review", "small", on=dt.date(2027, 1, 1)).version == 2
        for wrong, sentence in (
            ({"version": 3}, "utopia/review: form 'small' has no version 3."),
            (
                {"on": dt.date(2025, 12, 31)},
                "utopia/review: form 'small' has no version in force on 2025-12-31.",
            ),
        ):
            with pytest.raises(LawFault, match=re.escape(sentence)):
                load_form("utopia/review", "small", **wrong)
    finally:
        forms.cache_clear()


def test_a_form_or_procedure_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(LawFault, match=r"there is no form 'notificaton'; did you mean 'notification'\?"):
        load_form(ENGLAND, "notificaton")
    for strange in ("england/child-safeguarding-practice-reviews", "../../etc", ""):
        with pytest.raises(LawFault, match="there is no procedure"):
            forms(strange)


def test_a_form_is_read_once() -> None:
    assert load_form(ENGLAND, "notification") is load_form(ENGLAND, "notification")


def test_the_authorities_come_from_the_caller_before_the_questions_own() -> None:
    form = load_form(ENGLAND, "notification")
    offered = offering(form, iter(AUTHORITIES))
    assert [o.code for o in offered.question("incident-area").options] == ["barnsley", "bedford", "outside-england"]
    assert [o.code for o in offered.question("notifying-authority").options] == ["barnsley", "bedford"]
    assert offered.question("nature") == form.question("nature")
    assert [o.code for o in form.question("incident-area").options] == ["outside-england"]
