"""The app as Django knows it. Its reminders are part of every tick; what waits for a person
stands on the page after signing in."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "safeguarding.plans"
    label = "plans"

    def ready(self) -> None:
        from safeguarding.cases.waiting import MORE
        from safeguarding.messages.ticking import ALSO
        from safeguarding.plans.my_work import evidence_to_look_at, our_actions, rechecks_due
        from safeguarding.plans.reminding import remind_of_plans

        ALSO["messages about actions"] = remind_of_plans
        MORE.extend((our_actions, evidence_to_look_at, rechecks_due))
