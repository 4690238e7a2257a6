"""The tables of a case: the wall (`wall.py`), the record (`record.py`), what was decided (`decisions.py`), what comes
before (`openings.py`), templates of letters (`letters.py`), and what is added to the law (`law.py`)."""

from safeguarding.cases.models.decisions import (
    Assessment,
    Decision,
    Enclosure,
    Escalation,
    Export,
    Position,
    PositionRequest,
    Question,
    Receipt,
    SentPaper,
    SheetTick,
    Submission,
    Told,
)
from safeguarding.cases.models.law import LateHoliday, LawConfirmation, LawRecount, LawSuspension, LocalDay
from safeguarding.cases.models.letters import LetterTemplate, LetterTemplateContent
from safeguarding.cases.models.openings import ChildSearch, Proposal, ProposalDraft
from safeguarding.cases.models.record import (
    Answers,
    Child,
    DiaryNote,
    Due,
    Event,
    Incident,
    MovedDue,
    Paper,
    SetAside,
    Step,
)
from safeguarding.cases.models.wall import Appointment, Bar, Case, Party

__all__ = [
    "Answers",
    "Appointment",
    "Assessment",
    "Bar",
    "Case",
    "Child",
    "ChildSearch",
    "Decision",
    "DiaryNote",
    "Due",
    "Enclosure",
    "Escalation",
    "Event",
    "Export",
    "Incident",
    "LateHoliday",
    "LawConfirmation",
    "LawRecount",
    "LawSuspension",
    "LetterTemplate",
    "LetterTemplateContent",
    "LocalDay",
    "MovedDue",
    "Paper",
    "Party",
    "Position",
    "PositionRequest",
    "Proposal",
    "ProposalDraft",
    "Question",
    "Receipt",
    "SentPaper",
    "SetAside",
    "SheetTick",
    "Step",
    "Submission",
    "Told",
]
