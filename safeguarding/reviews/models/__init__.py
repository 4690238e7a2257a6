"""The rows of a review: what a local or national review is, and what a rapid review on an incident's case holds."""

from safeguarding.reviews.models.reviews import Review, ReviewedIncident
from safeguarding.reviews.models.sending import AskAnswer, NationalHandover, PanelAsk, PanelReply, ReviewReport

__all__ = [
    "AskAnswer",
    "NationalHandover",
    "PanelAsk",
    "PanelReply",
    "Review",
    "ReviewReport",
    "ReviewedIncident",
]
