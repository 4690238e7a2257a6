"""Tells a story by real verbs: each act is somebody's, on a day so many working days ago."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from safeguarding import today
from safeguarding.actor import Actor, acting_as
from safeguarding.cases.actions.assessment import TEST_A, answer_item, set_nature
from safeguarding.cases.actions.decisions import decide
from safeguarding.cases.actions.first_call import ChildMentioned, take_first_call
from safeguarding.cases.actions.notification import Writing, begin_notification, form_of, save_page, section_of_page
from safeguarding.cases.actions.papers import file_paper
from safeguarding.cases.actions.positions import ask_for_positions, give_position, record_position
from safeguarding.cases.answers import answered
from safeguarding.cases.demonstration.answers import about_child, about_incident
from safeguarding.cases.demonstration.papers import MARKING, ONWARD_SHARING, an_email
from safeguarding.cases.models import Case, Decision, Position, Question
from safeguarding.people.actors import actor_for
from safeguarding.people.demonstration import Demonstration, invented_names
from safeguarding.people.models import Organisation
from safeguarding.rules.roles import Permission
from safeguarding.rules.workdays import calendar

YES, NO = "yes", "no"
EARLY, MORNING, AFTERNOON = time(7, 40), time(9, 20), time(15, 10)
TEST_A_MET = {
    "abuse-or-neglect": (YES, "Two agencies have reported what they saw, and it is not explained."),
    "in-area": (YES, "It happened in Northvale."),
    "outside-england": (NO, "It happened in England."),
}
"""Each binding item of test A with its answer and evidence, as an incident that is notified has them."""


@dataclass
class Teller:
    """Who tells: the people and bodies made for the demonstration, and the day from which it is counted back."""

    made: Demonstration
    day: date
    children_named: int = 0
    acts: int = 0

    def before(self, working_days: int) -> date:
        """So many working days ago, by England's calendar."""
        return calendar("england").before(self.day, working_days) if working_days else self.day

    @contextmanager
    def as_of(self, who: str, working_days_ago: int = 0) -> Iterator[tuple[Actor, date]]:
        """Somebody acts, on a day that has passed: `by` and `on` for the verbs within."""
        on = self.before(working_days_ago)
        self.acts += 1
        # Who acts later on one day acts at a later moment of it.
        moment = (datetime.combine(on, AFTERNOON) + timedelta(seconds=self.acts)).time()
        with today.turned_to(on, moment if working_days_ago else None):
            actor = actor_for(self.made.people[who])
            with acting_as(actor.person_id):
                yield actor, on

    def names(self, count: int) -> list[str]:
        """The next so many invented children, siblings sharing a family name."""
        lists = invented_names()
        family = lists["children_family"][self.children_named % len(lists["children_family"])]
        names = [
            f"{lists['children_given'][(self.children_named + place) % len(lists['children_given'])]} {family}"
            for place in range(count)
        ]
        self.children_named += count
        return names

    def open(
        self,
        ago: int,
        summary: str,
        *,
        children: int = 1,
        named: bool = True,
        home: str = "",
        area: str = "northvale",
        who: str = "notifier",
        safe: str = "yes",
    ) -> Case:
        """Somebody rang so many working days ago, and it was written down."""
        home_area = self.made.bodies[home or area]
        names = self.names(children)
        mentioned = [
            ChildMentioned(name=name if named else "", home_area=home_area, age=None if named else 3) for name in names
        ]
        with self.as_of(who, ago) as (by, on):
            return take_first_call(
                authority=self.made.bodies[area],
                known_on=on,
                known_at=MORNING if ago else None,
                children=mentioned,
                summary=summary,
                given={
                    "children-safe": safe,
                    "safety-lead": "The duty team manager, who is with the family",
                    "first-to-know": "The multi-agency safeguarding hub",
                    "became-aware": f"{on.isoformat()}T{MORNING:%H:%M}" if ago else on.isoformat(),
                    "caller-name": "The ward manager",
                    "caller-organisation": "Northvale Hospital (demonstration)",
                    "caller-phone": "01632 960001",
                    "what-happened": summary,
                    "child-name": names if named else [],
                    "area": self.made.bodies[area].code,
                    "home-area": home_area.code,
                    "medical-opinion": YES,
                    "medical-opinion-from": "The consultant paediatrician",
                },
                form_version="1",
                by=by,
                on=on,
            )

    def weigh(
        self, case: Case, ago: int, nature: str = "serious-harm", answers: Mapping[str, Any] = TEST_A_MET
    ) -> None:
        """Test A, item by item with its evidence."""
        with self.as_of("notifier", ago) as (by, on):
            set_nature(case=case, nature=nature, by=by, on=on)
            for item, (answer, evidence) in answers.items():
                answer_item(case=case, test=TEST_A, item=item, answer=answer, evidence=evidence, seen=0, by=by, on=on)

    def ask(self, case: Case, ago: int, question: str = Question.NOTIFY, wanted_in: int = 2) -> None:
        """Every partner body is asked for its position."""
        with self.as_of("manager", ago) as (by, on):
            wanted_by = calendar("england").after(on, wanted_in)
            ask_for_positions(case=case, question=question, wanted_by=wanted_by, by=by, on=on)

    def say(
        self,
        case: Case,
        ago: int,
        who: str,
        body: str,
        view: str = Position.View.AGREE,
        reasons: str = "",
        question: str = Question.NOTIFY,
    ) -> None:
        """A partner body's position, given by its holder."""
        with self.as_of(who, ago) as (by, on):
            give_position(
                case=case, question=question, body=self._body(body), view=view, reasons=reasons, seen=0, by=by, on=on
            )

    def say_by_email(self, case: Case, ago: int, who: str, body: str, reasons: str) -> None:
        """A body agrees by an email, which the manager files and records."""
        writer, reader = self.made.people[who], self.made.people["manager"]
        with self.as_of("manager", ago) as (by, on):
            sent_at = today.london_moment(on, EARLY)
            mail = an_email(writer, reader, subject="Our position", body=f"We agree. {reasons}", sent_at=sent_at)
            paper = file_paper(
                case=case, name="position.eml", stream=BytesIO(mail), to=Permission.RECORD_POSITION, by=by, on=on,
                marking=MARKING, onward_sharing=ONWARD_SHARING,
            )  # fmt: skip
            record_position(
                case=case, question=Question.NOTIFY, body=self._body(body), view=Position.View.AGREE, reasons=reasons,
                held_by=writer.name, email=paper, seen=0, by=by, on=on,
            )  # fmt: skip

    def all_agree(self, case: Case, ago: int, question: str = Question.NOTIFY) -> None:
        """The three partner bodies of Northvale agree."""
        for who, body in (
            ("partner-authority", "northvale"),
            ("partner-health", "vales-board"),
            ("partner-police", "northvale-police"),
        ):
            self.say(case, ago, who, body, question=question)

    def conclude(self, case: Case, ago: int, outcome: str, reasons: str) -> Decision:
        """The decision, with its reasons."""
        with self.as_of("notifier", ago) as (by, on):
            return decide(case=case, outcome=outcome, reasons=reasons, seen=0, by=by, on=on)

    def write(self, case: Case, ago: int, *, whole: bool = True) -> None:
        """The notification, wholly or as far as its first pages."""
        with self.as_of("notifier", ago) as (by, on):
            begin_notification(case=case, by=by, on=on)
            form = answered(case, form_of(case)).form
            incident = about_incident(case, self.made.people["notifier"], on=on)
            children = list(case.children.select_related("home_area").order_by("number"))
            for section in form.sections if whole else form.sections[:2]:
                subjects = [(0, incident)]
                if section.about == "child":
                    subjects = [(child.number, about_child(child)) for child in children]
                for page in section.pages:
                    for subject, known in subjects:
                        self._save(case, page.id, subject, known, by, on)

    def _save(self, case: Case, page: str, subject: int, known: Mapping[str, Any], by: Actor, on: date) -> None:
        now = answered(case, form_of(case))
        section = section_of_page(now.form, page)
        asked = next(one for one in section.pages if one.id == page).questions
        values = {q.id: known[q.id] for q in asked if q.id in known and q.id not in now.of(subject)}
        if values:
            writing = Writing(seen=now.version(subject, page))
            save_page(case=case, page=page, subject=subject, values=values, writing=writing, by=by, on=on)

    def _body(self, key: str) -> Organisation:
        return self.made.bodies[key]
