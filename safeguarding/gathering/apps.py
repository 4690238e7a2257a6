"""The app as Django knows it. Agencies are reminded in the daily round, which lies below this app and knows no case;
what waits for a person stands on the page after signing in."""

from django.apps import AppConfig


class GatheringConfig(AppConfig):
    name = "safeguarding.gathering"
    label = "gathering"

    def ready(self) -> None:
        from safeguarding.cases.waiting import MORE
        from safeguarding.gathering.my_work import answers_past_their_date, asked_of_us
        from safeguarding.gathering.reminding import remind_agencies
        from safeguarding.messages.daily import ROUNDS

        ROUNDS["agencies reminded"] = remind_agencies
        MORE.extend((asked_of_us, answers_past_their_date))
