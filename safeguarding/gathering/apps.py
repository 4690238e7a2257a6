"""The app as Django knows it. Agencies are reminded in the daily round, which lies below this app and knows no case."""

from django.apps import AppConfig


class GatheringConfig(AppConfig):
    name = "safeguarding.gathering"
    label = "gathering"

    def ready(self) -> None:
        from safeguarding.gathering.reminding import remind_agencies
        from safeguarding.messages.daily import ROUNDS

        ROUNDS["agencies reminded"] = remind_agencies
