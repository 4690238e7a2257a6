"""The forms of signing in and of accounts. How a field looks is in `templates/people/field.html`; whether a thing may
be done is the verb's matter (`actions/`)."""

from datetime import date
from typing import Any, cast

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from safeguarding.look.languages import offered
from safeguarding.people import lock_out, second_step
from safeguarding.people.days import DayField
from safeguarding.people.models import Contact, Organisation, Person
from safeguarding.people.plain_text import PlainText
from safeguarding.people.wording import ROLES, described
from safeguarding.rules.roles import Role

_SOMEBODY = {"invalid_choice": _("Choose somebody of the same body, or nobody")}
WRONG_CODE = _("That code is not right. Wait for the next one and try again")


class SecondStep(AuthenticateForm):  # type: ignore[misc]
    """The code from the app, or a recovery code, after the password was right."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        error_messages={"required": _("Enter the code"), "max_length": WRONG_CODE},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        request = context.request
        if not AxesProxyHandler.is_allowed(request, {"username": self.user.email}):
            request.axes_locked_out = True
            request.axes_credentials = {"username": self.user.email}
            raise ValidationError(WRONG_CODE)
        lock_out.refuse_more_codes(request, self.user)
        code = self.cleaned_data["code"]
        try:
            if second_step.was_used(self.user, code):
                raise ValidationError(WRONG_CODE)
            super().clean_code()
        except ValidationError:
            lock_out.count_wrong_code(request, self.user)
            raise ValidationError(WRONG_CODE) from None
        second_step.mark_used(self.user, code)
        lock_out.forget_wrong_codes(request, self.user)
        return str(code)


class SetUpSecondStep(forms.Form):
    """The first code of an app that was just given the secret."""

    code = forms.CharField(
        label=_("Code that the app shows now"),
        max_length=40,
        error_messages={"required": _("Enter the code that the app shows"), "max_length": WRONG_CODE},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        self.secret = secret
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not second_step.is_code_of(self.secret, code):
            raise ValidationError(WRONG_CODE)
        return code


class OwnPassword(forms.Form):
    """The person's password once more, before something that protects the account is changed."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=4096,
        error_messages={"required": _("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, person: Person, **kwargs: Any) -> None:
        self.request, self.person = request, person
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if authenticate(self.request, email=self.person.email, password=password) is None:
            raise ValidationError(_("That is not your password"))
        return password


class OwnDetails(forms.Form):
    """What people keep up to date themselves."""

    name = PlainText(label=_("Your name"), max_length=120, required_message=_("Enter your name"))
    phone = PlainText(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=offered,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language"), "invalid_choice": _("Choose a language")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(offered()) == 1:
            del self.fields["language"]


class AnotherDay(forms.Form):
    """The day that it is to be in the demonstration."""

    day = DayField(label=_("The day"), what=_("the day that it is to be"), help_text=_("For example, 27 3 2026"))


class AskForLink(forms.Form):
    """Whose password is to be chosen anew. The answer is the same whether or not we know the address."""

    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        error_messages={"required": _("Enter your email address"), "invalid": _("Enter an email address")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ChooseNew(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self)


class ChangeOwn(PasswordChangeForm):
    """The old password, then a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self)
        self.fields["old_password"].label = _("Your password now")
        self.fields["old_password"].error_messages["required"] = _("Enter your password now")
        self.error_messages = {**self.error_messages, "password_incorrect": _("That is not your password")}


def _word(form: forms.Form) -> None:
    first, second = form.fields["new_password1"], form.fields["new_password2"]
    first.label, second.label = _("New password"), _("New password again")
    first.help_text = _("At least 12 characters. Three words that do not belong together are good")
    second.help_text = ""
    first.error_messages["required"] = _("Enter a new password")
    second.error_messages["required"] = _("Enter the new password again")


class PersonDetails(forms.Form):
    """Who somebody is, as an administrator writes it."""

    name = PlainText(label=_("Name"), max_length=120, required_message=_("Enter their name"))
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("They sign in with it"),
        max_length=254,
        error_messages={"required": _("Enter their email address"), "invalid": _("Enter an email address")},
        widget=forms.EmailInput(attrs={"type": "email", "autocomplete": "off"}),
    )
    phone = PlainText(
        label=_("Phone (if they have one for work)"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput())


class Reason(forms.Form):
    """Why something is done to somebody's account."""

    why = forms.CharField(
        label=_("Reason"),
        help_text=_("It is kept on record and the person may read it"),
        max_length=400,
        error_messages={"required": _("Enter the reason")},
        widget=forms.Textarea(),
    )


class GiveRole(forms.Form):
    """A role at a body, from a day."""

    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role"), "invalid_choice": _("Choose a role from the list")},
    )
    organisation = forms.ModelChoiceField(
        label=_("At which body"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose a body"),
        error_messages={"required": _("Choose a body"), "invalid_choice": _("Choose a body from the list")},
    )
    from_on = DayField(label=_("From"), what=_("the day it begins"), help_text=_("For example, 27 3 2026"))

    def __init__(self, *args: Any, roles: list[Role], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = cast(forms.ChoiceField, self.fields["role"])
        role.choices = [(one.value, ROLES[one][0]) for one in roles]
        role.hints = {one.value: ROLES[one][1] for one in roles}  # type: ignore[attr-defined]
        body = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        body.queryset = Organisation.objects.on(on).order_by("name")
        body.label_from_instance = described  # type: ignore[assignment, method-assign]


class EndRole(forms.Form):
    """The first day on which a role no longer holds."""

    until_on = DayField(
        label=_("First day without the role"),
        what=_("the first day without the role"),
        help_text=_("Today ends it now"),
    )


class ContactDetails(forms.Form):
    """Whom to ring at a body."""

    post = PlainText(
        label=_("Post"),
        help_text=_("For example, designated nurse, or duty team"),
        max_length=120,
        required_message=_("Enter the post"),
    )
    name = PlainText(label=_("Name (if it is one person)"), max_length=120, required=False)
    phone = PlainText(label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Enter an email address")},
        widget=forms.EmailInput(attrs={"type": "email", "autocomplete": "off"}),
    )
    order = forms.IntegerField(
        label=_("Ring in this order"),
        help_text=_("1 is rung first"),
        min_value=1,
        max_value=99,
        initial=1,
        error_messages={
            "required": _("Enter a number from 1 to 99"),
            "invalid": _("Enter a number from 1 to 99"),
            "min_value": _("Enter a number from 1 to 99"),
            "max_value": _("Enter a number from 1 to 99"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=_("None"),
        error_messages=_SOMEBODY,
    )
    away_from_on = DayField(label=_("Away from"), what=_("the first day away"), required=False)
    away_until_on = DayField(label=_("Back on"), what=_("the day they are back"), required=False)
    cover = forms.ModelChoiceField(
        label=_("Who covers while they are away"),
        help_text=_("When nobody is named, the deputy does"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=_("None"),
        error_messages=_SOMEBODY,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, others: QuerySet[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("deputy", "cover"):
            cast("forms.ModelChoiceField[Contact]", self.fields[name]).queryset = others
