"""The app as Django knows it. What waits for a person stands on the page after signing in."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "safeguarding.meetings"
    label = "meetings"

    def ready(self) -> None:
        from safeguarding.cases.waiting import MORE
        from safeguarding.meetings.my_work import meetings_this_week

        MORE.append(meetings_this_week)
