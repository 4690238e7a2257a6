"""People who sign in, the roles they hold over time, and what was done to an account. Which cases a role reaches
is decided in the database (`cases/migrations`), what may be done there in `rules/roles.py`; a role on one case alone
is in `cases`."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguarding.look.languages import spoken_to
from safeguarding.people.models.bodies import Organisation, Period
from safeguarding.rules.roles import Role


class PersonManager(BaseUserManager["Person"]):
    """Makes people who sign in with their email address."""

    def create_user(self, email: str, password: str | None = None, *, name: str, phone: str = "") -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), name=name, phone=phone)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from the roles they hold, never from this row."""

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, default="en")
    is_active = models.BooleanField(_("may sign in"), default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects = PersonManager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @property
    def language_name(self) -> str:
        """The language in which the person is spoken to, which is the one they chose where it is offered."""
        return str(dict(settings.LANGUAGES)[spoken_to(self.language)])


class HeldRole(models.Model):
    """A role that a person holds at an organisation, from a day until a day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=24, choices=[(role.value, role.value) for role in Role])
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = Period.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role", "from_on"], name="role_held_once_from_a_day"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["person"], name="roles_of_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} at {self.organisation}"


class AccountEvent(models.Model):
    """What somebody did to an account. Added to, never changed; nothing here says a password or a code."""

    class What(models.TextChoices):
        ADDED = "added", _("Added")
        INVITED = "invited", _("Sent a link to choose a password")
        RENAMED = "renamed", _("Details changed")
        PASSWORD_CHANGED = "password-changed", _("Password changed")
        FACTOR_SET_UP = "factor-set-up", _("Second step set up")
        FACTOR_RESET = "factor-reset", _("Second step removed, to be set up again")
        NEW_RECOVERY_CODES = "new-recovery-codes", _("New recovery codes made")
        DISABLED = "disabled", _("Sign-in stopped")
        ENABLED = "enabled", _("Sign-in allowed again")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="account_events")
    what = models.CharField(max_length=20, choices=What)
    why = models.CharField(max_length=400, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.what}"


class KeptText(models.Model):
    """What somebody had typed when the page could not take it, sealed under a token that only their browser holds."""

    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"text kept for {self.path}"
