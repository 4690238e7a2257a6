"""The app as Django knows it. What waits for a person stands on the page after signing in."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "safeguarding.reviews"
    label = "reviews"

    def ready(self) -> None:
        from safeguarding.cases.waiting import MORE
        from safeguarding.reviews.my_work import panel_asks, positions_on_proposals, sign_offs_asked

        MORE.extend((positions_on_proposals, sign_offs_asked, panel_asks))
