"""What agencies are asked, and what they answer: the rows. What the partnership settles first is in `asking.py`, what
it asked of whom in `requests.py`, what an agency writes in `returns.py`."""

from safeguarding.gathering.models.asking import Ladder, MidpointCheck, NotAsked, Scope
from safeguarding.gathering.models.requests import Call, InformationRequest, LadderReminder, RequestStep
from safeguarding.gathering.models.returns import AgencyReturn, ReturnDraft

__all__ = [
    "AgencyReturn",
    "Call",
    "InformationRequest",
    "Ladder",
    "LadderReminder",
    "MidpointCheck",
    "NotAsked",
    "RequestStep",
    "ReturnDraft",
    "Scope",
]
