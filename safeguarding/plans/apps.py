"""The app as Django knows it. Its reminders are part of every tick."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "safeguarding.plans"
    label = "plans"

    def ready(self) -> None:
        from safeguarding.messages.ticking import ALSO
        from safeguarding.plans.reminding import remind_of_plans

        ALSO["messages about actions"] = remind_of_plans
