"""What is done, by whom, and what shows that it made a difference. Nothing of how an action stands is stored: it
follows from these rows (`how_it_goes.py`)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.people.models import Organisation
from safeguarding.plans.models.asked import OfPlan, Recommendation, Replaceable, Source


class Action(Replaceable):
    """Something that one body leads. It keeps the words of the recommendation it carries out, because who leads it may
    see nothing else of the case."""

    reference = models.CharField(max_length=20, unique=True)
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, null=True, related_name="actions")
    source = models.CharField(max_length=8, choices=Source)
    recommended = models.TextField(blank=True)
    text = models.TextField()
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="actions_led")
    lead_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lead_post = models.CharField(max_length=160, blank=True)
    due_on = models.DateField()
    outcome = models.TextField()
    measure = models.TextField()
    baseline = models.TextField(blank=True)

    class Meta(Replaceable.Meta):
        indexes: ClassVar = [models.Index(fields=["partnership", "id"], name="actions_of_partnership")]

    def __str__(self) -> str:
        return self.reference


class OfAction(OfPlan):
    """Something said or done about one action."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="%(class)ss")

    class Meta(OfPlan.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.action}: {self._meta.verbose_name} of {self.on:%-d %B %Y}"


class ActionUpdate(OfAction):
    """How it goes, in the lead's words."""

    text = models.TextField()


class Evidence(OfAction):
    """What shows what was changed: what was measured, before and after, how many were looked at, by whom and when."""

    class Kind(models.TextChoices):
        AUDIT = "audit", _("An audit")
        DATA = "data", _("Figures")
        PRACTITIONERS = "practitioners", _("Practitioners' words")
        FAMILIES = "families", _("Families' and children's words")
        DOCUMENT = "document", _("A document")

    kind = models.CharField(max_length=13, choices=Kind)
    measured = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    looked_at = models.PositiveIntegerField(null=True)
    looked_by = models.CharField(max_length=200)
    looked_on = models.DateField()
    words = models.TextField(blank=True)
    file = models.OneToOneField("files.StoredFile", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)


class Acceptance(OfAction):
    """Somebody outside the lead's agency looked at evidence: accepted, or not yet and why; and whether it shows that a
    difference was made, with the day on which to look again."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="acceptance")
    is_accepted = models.BooleanField()
    reason = models.TextField()
    made_a_difference = models.BooleanField(default=False)
    recheck_on = models.DateField(null=True)

    class Meta(OfAction.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(made_a_difference=False) | models.Q(is_accepted=True, recheck_on__isnull=False),
                name="a_difference_is_looked_at_again",
            )
        ]


class Finishing(OfAction):
    """The action was finished: on the evidence accepted until then."""

    words = models.TextField(blank=True)


class Recheck(OfAction):
    """The effect was looked at again: it holds, or it does not, and the action is open again."""

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="rechecks")
    holds = models.BooleanField()
    words = models.TextField()
    again_on = models.DateField(null=True)
