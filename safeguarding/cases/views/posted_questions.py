"""Questions of a form file on a page: read from what was posted, checked for what is owed, with the errors of the page.
What a question is and how it is read is `rules/forms`'; how it is drawn, `look/questions`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from safeguarding.look.questions import problem, problems
from safeguarding.rules.forms.completeness import Missing
from safeguarding.rules.forms.fields import Posted, refill
from safeguarding.rules.forms.questions import Form, Option, Question
from safeguarding.rules.forms.reading import Reading, read
from safeguarding.rules.refusal import Refusal
from safeguarding.rules.text import Text


@dataclass(slots=True)
class Page:
    """Questions with what was typed into them, or with what was saved before."""

    asked: list[tuple[Question, Reading]]
    errors: list[dict[str, str]]

    @property
    def answers(self) -> dict[str, Any]:
        """What could be read, by question; a question left empty is none of them."""
        return {question.id: one.value for question, one in self.asked if one.value is not None}

    def blame(self, missing: Iterable[Missing]) -> None:
        """Show what is missing at its question, unless that has an error of its own already."""
        wanting = {one.question: one.sentence for one in missing}
        for place, (question, one) in enumerate(self.asked):
            if question.id in wanting and not one.error:
                self.asked[place] = (question, Reading(one.value, one.typed, wanting[question.id], one.at))
        self.errors = problems(self.asked)

    def blame_refusal(self, refusal: Refusal) -> None:
        """Show a verb's no at the question it names, or at the top where it names none of these."""
        for place, (question, one) in enumerate(self.asked):
            if question.id == refusal.place:
                self.asked[place] = (question, Reading(one.value, one.typed, Text(en=refusal.sentence), one.at))
                self.errors.append(problem(question, Text(en=refusal.sentence), one.at))
                return
        self.errors.append({"text": refusal.sentence})


def posted(request: HttpRequest) -> Posted:
    """What the browser sent, each name with every value."""
    return {name: [str(value) for value in values] for name, values in request.POST.lists()}


def read_page(questions: Sequence[Question], request: HttpRequest, *, today: date) -> Page:
    """Read every question of a page; nothing raises, whatever was sent."""
    sent = posted(request)
    asked = [(question, read(question, sent, today=today)) for question in questions]
    return Page(asked, problems(asked))


def saved_page(questions: Sequence[Question], answers: Mapping[str, Any]) -> Page:
    """The page as it was saved, for going on with it."""
    return Page([(one, Reading(None, refill(one, answers.get(one.id)))) for one in questions], [])


def with_options(form: Form, question_id: str, options: Sequence[Option]) -> Form:
    """The form with these options at one question, its own after them."""

    def changed(question: Question) -> Question:
        return question.model_copy(update={"options": tuple(options)}) if question.id == question_id else question

    sections = tuple(
        section.model_copy(
            update={
                "pages": tuple(
                    page.model_copy(update={"questions": tuple(map(changed, page.questions))}) for page in section.pages
                )
            }
        )
        for section in form.sections
    )
    return form.model_copy(update={"sections": sections})
