"""Every kind of message there is, whether it may wait for the day, and the fixed sentences its lines may use. The
wording around them is one template pair a kind (`templates/outbox/<kind>/`); nothing else is ever said."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What a message is for: the name of its templates."""

    REMINDER = "reminder"
    OPENED = "incident-opened"
    PROPOSED = "incident-proposed"
    PROPOSAL_ANSWERED = "proposal-answered"
    POSITION_ASKED = "position-asked"
    POSITION_GIVEN = "position-given"
    ESCALATED = "escalated"
    DECIDED = "decided"
    SUBMITTED = "submitted"
    TOLD = "told"
    WITHDRAWN = "withdrawn"
    ACKNOWLEDGED = "acknowledged"
    LEAD_CHANGED = "lead-changed"
    DATE_MOVED = "date-moved"
    EMERGENCY_ACCESS = "emergency-access"
    INFORMATION_ASKED = "information-asked"
    INFORMATION_REMINDER = "information-reminder"
    RETURN_SIGNED = "return-signed"
    SIGN_OFF_ASKED = "sign-off-asked"
    SIGN_OFF_VOID = "sign-off-void"
    REVIEW_SENT = "review-sent"
    REPLY_RECEIVED = "reply-received"
    MEETING_CALLED = "meeting-called"
    MINUTES_TO_AGREE = "minutes-to-agree"
    ACTION_GIVEN = "action-given"
    ACTION_PAST_DATE = "action-past-date"
    ACTION_ANSWERED = "action-answered"
    RECHECK_DUE = "recheck-due"
    ACTION_REOPENED = "action-reopened"
    CAME_BACK = "came-back"


SENTENCES: Mapping[str, Promise] = MappingProxyType({
    "to-be-done": _("something is to be done by %(on)s."),
    "to-be-done-today": _("something is to be done today, %(on)s."),
    "was-to-be-done": _("something was to be done by %(on)s and is not yet recorded as done."),
    "call-recorded": _("a call was recorded on %(on)s, and dates now run."),
    "proposal-waits": _("an incident was proposed on %(on)s. The agency waits for your answer."),
    "proposal-has-answer": _("your proposal was answered on %(on)s."),
    "position-wanted": _("your organisation's position is asked for by %(on)s."),
    "position-wanted-soon": _("your organisation's position is asked for as soon as you can give it."),
    "position-recorded": _("a position was recorded on %(on)s."),
    "taken-further": _("a disagreement was taken further on %(on)s."),
    "decision-recorded": _("a decision was recorded on %(on)s."),
    "sent-to-you": _("a notification was sent to you on %(on)s."),
    "notified": _("a notification was made on %(on)s."),
    "notification-withdrawn": _("the notification was withdrawn on %(on)s."),
    "receipt-acknowledged": _("what was sent was acknowledged on %(on)s."),
    "you-lead": _("you are the lead from %(on)s."),
    "date-moved": _("a date has moved. It is now %(on)s."),
    "date-no-longer": _("a date no longer applies."),
    "emergency-access-used": _("emergency access was used on %(on)s."),
    "information-wanted": _("information is asked of your organisation by %(on)s."),
    "information-still-wanted": _("your organisation's answer is wanted by %(on)s."),
    "information-was-wanted": _("your organisation's answer was wanted by %(on)s and is not here yet."),
    "agency-answer-wanted": _("an agency's answer is wanted by %(on)s."),
    "agency-answer-was-wanted": _("an agency's answer was wanted by %(on)s and is not here yet."),
    "agency-declined": _("an agency declined to answer on %(on)s."),
    "answer-signed": _("an agency signed its answer on %(on)s."),
    "sign-off-wanted": _("your organisation's sign-off is asked for by %(on)s."),
    "sign-off-no-longer": _("what was signed was changed on %(on)s. The sign-off no longer counts."),
    "review-sent-to-you": _("a rapid review was sent to you on %(on)s."),
    "reply-waits": _("a reply was received on %(on)s."),
    "meeting-on": _("a meeting is called for %(on)s."),
    "meeting-called-off": _("the meeting of %(on)s is called off."),
    "minutes-written": _("minutes of the meeting of %(on)s are ready to be agreed."),
    "action-yours": _("an action is yours to lead, by %(on)s."),
    "action-was-due": _("an action was to be done by %(on)s."),
    "action-taken-up": _("an action that was to be done by %(on)s is taken up with you."),
    "action-has-news": _("there is news of an action since %(on)s."),
    "evidence-waits": _("evidence of an action waits to be looked at since %(on)s."),
    "recheck-wanted": _("an effect is to be looked at again by %(on)s."),
    "action-open-again": _("an action was opened again on %(on)s."),
    "message-came-back": _("a message written on %(on)s could not be delivered."),
})  # fmt: skip
"""What a line may say after its reference. Closed, so that no fact about a child can be said."""


@dataclass(frozen=True, slots=True)
class About:
    """What holds for a kind."""

    title: Promise
    sentences: tuple[str, ...]
    waits_for_day: bool = False
    """Sent between 07:00 and 20:00 in London; every other kind is sent at once."""


ABOUT: Mapping[Kind, About] = MappingProxyType({
    Kind.REMINDER: About(
        _("Reminder of dates"), ("to-be-done", "to-be-done-today", "was-to-be-done"), waits_for_day=True
    ),
    Kind.OPENED: About(_("A first call was recorded"), ("call-recorded",)),
    Kind.PROPOSED: About(_("An agency proposed an incident"), ("proposal-waits",)),
    Kind.PROPOSAL_ANSWERED: About(_("A proposal was answered"), ("proposal-has-answer",)),
    Kind.POSITION_ASKED: About(
        _("A position is asked for"), ("position-wanted", "position-wanted-soon", "call-recorded")
    ),
    Kind.POSITION_GIVEN: About(_("A position was recorded"), ("position-recorded",), waits_for_day=True),
    Kind.ESCALATED: About(_("A disagreement was taken further"), ("taken-further",)),
    Kind.DECIDED: About(_("A decision was recorded"), ("decision-recorded",)),
    Kind.SUBMITTED: About(_("A notification to a body that receives here"), ("sent-to-you",)),
    Kind.TOLD: About(_("Partners and the home area are told"), ("notified",)),
    Kind.WITHDRAWN: About(_("A notification was withdrawn"), ("notification-withdrawn",)),
    Kind.ACKNOWLEDGED: About(_("A body acknowledged what was sent"), ("receipt-acknowledged",), waits_for_day=True),
    Kind.LEAD_CHANGED: About(_("Somebody became the lead"), ("you-lead",), waits_for_day=True),
    Kind.DATE_MOVED: About(_("A date moved"), ("date-moved", "date-no-longer"), waits_for_day=True),
    Kind.EMERGENCY_ACCESS: About(_("Emergency access was used"), ("emergency-access-used",)),
    Kind.INFORMATION_ASKED: About(_("Information is asked of an agency"), ("information-wanted",)),
    Kind.INFORMATION_REMINDER: About(
        _("An agency is reminded of what it was asked"),
        (
            "information-still-wanted", "information-was-wanted", "agency-answer-wanted", "agency-answer-was-wanted",
        ),
        waits_for_day=True,
    ),
    Kind.RETURN_SIGNED: About(
        _("An agency signed its answer, or declined"), ("answer-signed", "agency-declined"), waits_for_day=True
    ),
    Kind.SIGN_OFF_ASKED: About(_("A sign-off is asked for"), ("sign-off-wanted",)),
    Kind.SIGN_OFF_VOID: About(_("A sign-off holds no longer"), ("sign-off-no-longer",)),
    Kind.REVIEW_SENT: About(_("A rapid review to a body that receives here"), ("review-sent-to-you",)),
    Kind.REPLY_RECEIVED: About(_("A national body replied"), ("reply-waits",)),
    Kind.MEETING_CALLED: About(_("An invitation to a meeting"), ("meeting-on", "meeting-called-off",)),
    Kind.MINUTES_TO_AGREE: About(_("Minutes to be agreed"), ("minutes-written",), waits_for_day=True),
    Kind.ACTION_GIVEN: About(_("An action for an agency to lead"), ("action-yours",), waits_for_day=True),
    Kind.ACTION_PAST_DATE: About(
        _("An action past its date"), ("action-was-due", "action-taken-up"), waits_for_day=True
    ),
    Kind.ACTION_ANSWERED: About(
        _("News or evidence of an action"), ("action-has-news", "evidence-waits"), waits_for_day=True
    ),
    Kind.RECHECK_DUE: About(_("An effect to be looked at again"), ("recheck-wanted",), waits_for_day=True),
    Kind.ACTION_REOPENED: About(_("An action opened again"), ("action-open-again",)),
    Kind.CAME_BACK: About(_("A message came back"), ("message-came-back",), waits_for_day=True),
})  # fmt: skip
