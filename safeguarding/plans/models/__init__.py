"""The tables of a plan: what was found and asked for (`asked.py`), what is done about it (`doing.py`), and how the
plan is run (`running.py`)."""

from safeguarding.plans.models.asked import (
    Finding,
    OfPlan,
    Recommendation,
    RecommendationAnswer,
    RecommendedTo,
    Source,
)
from safeguarding.plans.models.doing import (
    Acceptance,
    Action,
    ActionUpdate,
    Evidence,
    Finishing,
    Recheck,
)
from safeguarding.plans.models.running import AgreedAction, Agreement, PastDateSteps, ReminderStop

__all__ = [
    "Acceptance",
    "Action",
    "ActionUpdate",
    "AgreedAction",
    "Agreement",
    "Evidence",
    "Finding",
    "Finishing",
    "OfPlan",
    "PastDateSteps",
    "Recheck",
    "Recommendation",
    "RecommendationAnswer",
    "RecommendedTo",
    "ReminderStop",
    "Source",
]
