"""Who may do what: one table. *Which* cases a person's role reaches is the database wall's answer
(`cases/migrations`); a test compares the two for the whole cast. Whether a step is allowed *now* is in
`phases.py` and in each verb."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """A role held over time at an organisation, or on one case."""

    NOTIFIER = "notifier"
    MANAGER = "business-manager"
    PARTNER = "delegated-partner"
    AGENCY_LEAD = "agency-lead"
    NATIONAL = "national-secretariat"
    REVIEWER = "reviewer"
    DATA_PROTECTION = "data-protection-officer"
    ADMINISTRATOR = "administrator"


class Reach(StrEnum):
    """How a role touches a case: the organisation it was held at stands to the case as …"""

    CUSTODIAN = "custodian"  # the partnership that holds the case
    AUTHORITY = "authority"  # the local authority where it happened
    PARTNER = "partner"  # a partner body that was asked for its position
    HOME_AREA = "home-area"  # the authority or partnership where the child lives
    APPOINTED = "appointed"  # a role on this case alone


class Permission(StrEnum):
    """One thing a person may do. Every page names one; every one is tested."""

    # with a case
    READ_CASE = "case.read"
    READ_TRACE = "case.read-trace"
    WRITE_DIARY = "case.write-diary"
    KEEP_PAPERS = "case.keep-papers"
    ASSESS = "case.assess"
    GIVE_POSITION = "case.give-position"
    RECORD_POSITION = "case.record-position"
    DECIDE = "case.decide"
    NOTIFY = "case.notify"
    RECORD_SUBMISSION = "case.record-submission"
    TELL = "case.tell"
    WITHDRAW = "case.withdraw"
    CORRECT_CLOCK = "case.correct-clock"
    PLAN_STEPS = "case.plan-steps"
    BAR_PERSON = "case.bar-person"
    ASK_AGENCIES = "case.ask-agencies"
    WRITE_REVIEW = "case.write-review"
    DECIDE_REVIEW = "case.decide-review"
    SIGN_OFF = "case.sign-off"
    SEND_REVIEW = "case.send-review"
    HOLD_MEETING = "case.hold-meeting"
    PLAN_ACTIONS = "case.plan-actions"
    FINISH_CASE = "case.finish"
    # without a case
    SEE_OWN_WORK = "own.see-work"
    TAKE_FIRST_CALL = "area.take-first-call"
    PROPOSE_INCIDENT = "area.propose-incident"
    ANSWER_PROPOSAL = "area.answer-proposal"
    SEARCH = "area.search"
    READ_DIRECTORY = "directory.read"
    EDIT_DIRECTORY = "directory.edit"
    MANAGE_TEMPLATES = "templates.manage"
    READ_RECEIVED = "received.read"
    ANSWER_REQUEST = "own.answer-request"
    ANSWER_ACTION = "own.answer-action"
    READ_PLAN = "area.read-plan"
    RUN_PLAN = "area.run-plan"
    ACCEPT_EVIDENCE = "area.accept-evidence"
    RUN_MEETINGS = "area.run-meetings"
    SEE_OVERVIEW = "area.see-overview"
    USE_EMERGENCY_ACCESS = "emergency.use"
    READ_ORGANISATION_TRACE = "trace.read-organisation"
    MANAGE_PEOPLE = "people.manage"
    MANAGE_LAW = "law.manage"
    SEE_JOBS = "jobs.see"


P = Permission

_EVERYONE: Final = frozenset({P.SEE_OWN_WORK, P.READ_DIRECTORY})

_ANSWERING: Final = frozenset({P.ANSWER_REQUEST, P.ANSWER_ACTION})
"""What is asked of a body is answered by whoever speaks for it there: a lead, a notifier, a holder of its position."""

_URGENT: Final = _EVERYONE | {P.USE_EMERGENCY_ACCESS}

_READING: Final = frozenset({P.READ_CASE})

_RUNNING: Final = frozenset({
    P.READ_CASE, P.WRITE_DIARY, P.KEEP_PAPERS, P.ASSESS, P.RECORD_POSITION, P.DECIDE, P.NOTIFY, P.TELL,
    P.WITHDRAW, P.CORRECT_CLOCK, P.PLAN_STEPS, P.READ_TRACE, P.BAR_PERSON,
})  # fmt: skip

_REVIEWING: Final = frozenset({
    P.ASK_AGENCIES, P.WRITE_REVIEW, P.DECIDE_REVIEW, P.SEND_REVIEW, P.HOLD_MEETING, P.PLAN_ACTIONS, P.FINISH_CASE,
})  # fmt: skip
"""The partnership's own work from the notification on: an authority notifies, with no more part in it than others."""

ON_A_CASE: Final[dict[Role, dict[Reach, frozenset[Permission]]]] = {
    Role.NOTIFIER: {
        Reach.AUTHORITY: (_RUNNING - {P.BAR_PERSON, P.READ_TRACE}) | {P.RECORD_SUBMISSION},
        Reach.CUSTODIAN: _READING,
        Reach.PARTNER: _READING,
        Reach.HOME_AREA: _READING,
    },
    Role.MANAGER: {
        Reach.CUSTODIAN: _RUNNING | _REVIEWING,
        Reach.AUTHORITY: _READING,
        Reach.PARTNER: _READING,
        Reach.HOME_AREA: _READING,
    },
    Role.PARTNER: {
        Reach.AUTHORITY: _READING | {P.GIVE_POSITION, P.SIGN_OFF},
        Reach.PARTNER: _READING | {P.GIVE_POSITION, P.SIGN_OFF},
        Reach.CUSTODIAN: _READING,
        Reach.HOME_AREA: _READING,
    },
    Role.REVIEWER: {Reach.APPOINTED: _READING},
}
"""Role -> how it reaches the case -> what may be done there. A role that is not named reaches no case."""

IN_GENERAL: Final[dict[Role, frozenset[Permission]]] = {
    Role.NOTIFIER: _URGENT | {P.TAKE_FIRST_CALL, P.SEARCH, P.ANSWER_PROPOSAL, *_ANSWERING},
    Role.MANAGER: _URGENT
    | {
        P.TAKE_FIRST_CALL,
        P.SEARCH,
        P.ANSWER_PROPOSAL,
        P.EDIT_DIRECTORY,
        P.MANAGE_TEMPLATES,
        P.READ_PLAN,
        P.RUN_PLAN,
        P.ACCEPT_EVIDENCE,
        P.RUN_MEETINGS,
        P.SEE_OVERVIEW,
    },
    Role.PARTNER: _URGENT | {*_ANSWERING, P.READ_PLAN, P.ACCEPT_EVIDENCE, P.SEE_OVERVIEW},
    Role.AGENCY_LEAD: _EVERYONE | {P.PROPOSE_INCIDENT, *_ANSWERING},
    Role.NATIONAL: _EVERYONE | {P.READ_RECEIVED, P.SEE_OVERVIEW},
    Role.REVIEWER: _EVERYONE,
    Role.DATA_PROTECTION: _EVERYONE | {P.READ_ORGANISATION_TRACE},
    Role.ADMINISTRATOR: _URGENT | {P.MANAGE_PEOPLE, P.MANAGE_LAW, P.SEE_JOBS, P.EDIT_DIRECTORY},
}

SEES_CASES: Final = frozenset(ON_A_CASE) - {Role.REVIEWER}
"""The roles, held at an organisation, through which the wall shows that organisation's cases."""


def who_may(permission: Permission) -> tuple[Role, ...]:
    """The roles that may do this where no case is concerned."""
    return tuple(role for role in Role if permission in IN_GENERAL[role])


def may_in_general(roles: frozenset[Role]) -> frozenset[Permission]:
    """What somebody with these roles may do where no case is concerned."""
    return frozenset().union(*(IN_GENERAL[role] for role in roles))


def may_on(reaches: frozenset[tuple[Role, Reach]]) -> frozenset[Permission]:
    """What may be done on a case that is reached in these ways."""
    return frozenset().union(*(ON_A_CASE.get(role, {}).get(reach, frozenset()) for role, reach in reaches))
