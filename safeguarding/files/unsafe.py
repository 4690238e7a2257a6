"""How a check inside this app says no: a reason and a cure, raised; the entrances turn it into the Refusal
that people read, which lives in safeguarding.rules.refusal.
"""

from django.utils.translation import gettext as _

from safeguarding.rules.refusal import Refusal


class Unsafe(Exception):
    """A file that is not taken. Reason and cure are clauses of one sentence, without capital or full stop."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(f"{reason}; {cure}")
        self.reason = reason
        self.cure = cure

    def as_refusal(self, name: str) -> Refusal:
        sentence = _("“%(name)s” was not kept because %(reason)s; %(cure)s.")
        return Refusal(sentence % {"name": name, "reason": self.reason, "cure": self.cure})

    def of_template(self) -> Refusal:
        sentence = _("The template cannot be used because %(reason)s; %(cure)s.")
        return Refusal(sentence % {"reason": self.reason, "cure": self.cure})


def damaged() -> Unsafe:
    return Unsafe(_("it is damaged"), _("open it, save it again and choose the new copy"))


def locked() -> Unsafe:
    return Unsafe(_("it is protected by a password"), _("save a copy without the password and choose that"))


def a_program() -> Unsafe:
    return Unsafe(_("it is a program or carries one"), _("ask the sender for a document instead"))


def macros() -> Unsafe:
    return Unsafe(_("it holds macros, which can run by themselves"), _("save it without macros, or as a PDF"))


def packed() -> Unsafe:
    return Unsafe(_("it unpacks to far more than it should"), _("ask the sender for a fresh copy, or save it as a PDF"))


def two_in_one() -> Unsafe:
    return Unsafe(_("another file is hidden in it"), _("open it, save it again and choose the new copy"))


def too_many_pixels() -> Unsafe:
    return Unsafe(_("the picture is too large to open safely"), _("save a smaller copy of it"))


def slow() -> Unsafe:
    return Unsafe(_("checking it takes too long"), _("split it into smaller files, or save it as a PDF"))
