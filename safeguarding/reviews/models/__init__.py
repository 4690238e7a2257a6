"""The rows of a review: what a local or national review is, and what a rapid review on an incident's case holds. Its
sections are answers to a form (`cases`)."""

from safeguarding.reviews.models.deciding import DecisionAfterReview, PositionOnProposal, ProposedDecision
from safeguarding.reviews.models.reviews import Review, ReviewedIncident
from safeguarding.reviews.models.sending import AskAnswer, NationalHandover, PanelAsk, PanelReply, ReviewReport
from safeguarding.reviews.models.signing import SignOff, SignOffRequest

__all__ = [
    "AskAnswer",
    "DecisionAfterReview",
    "NationalHandover",
    "PanelAsk",
    "PanelReply",
    "PositionOnProposal",
    "ProposedDecision",
    "Review",
    "ReviewReport",
    "ReviewedIncident",
    "SignOff",
    "SignOffRequest",
]
