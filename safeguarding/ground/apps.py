"""The app as Django knows it."""

from django.apps import AppConfig
from django.conf import settings

from safeguarding import today


class GroundConfig(AppConfig):
    name = "safeguarding.ground"
    label = "ground"

    def ready(self) -> None:
        """In the demonstration, and nowhere else, the day can be set for all: by a file of the data folder."""
        today.follow(settings.DATA / "days-later" if settings.DEMONSTRATION else None)
