"""The rows of a review: what a local or national review is, and what a rapid review on an incident's case holds."""

from safeguarding.reviews.models.reviews import Review, ReviewedIncident

__all__ = ["Review", "ReviewedIncident"]
