"""The closed lists that class every question: whose, how private, how long kept, what it counts towards.

How long a class is kept, in years, is the partnership's own schedule; no law sets a period for reviews.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from safeguarding.rules.lawfile import near

ABOUT: Mapping[str, str] = {
    "incident": "what happened, where and when",
    "child": "the child who died, was harmed or caused harm",
    "family": "a parent, carer, brother, sister or other relative",
    "person-thought-to-have-harmed": "somebody thought to have harmed the child, convicted or not",
    "worker": "a person in their work: who rang, who signs, who is the contact",
    "authority": "a public body, and nobody in particular",
}

PRIVACY: Mapping[str, str] = {
    "identifying": "names, dates of birth or death, and numbers that point at one person",
    "address": "where somebody lives; it may be protected, so it is masked until asked for",
    "sensitive": "health, ethnicity, disability, sexual matters, or what somebody is thought to have done",
    "circumstances": "a fact that points at nobody alone, but may in company: care, plans, school, place",
    "account": "free text that may hold anything about anybody",
    "working-contact": "a person's name, role, phone or e-mail at work",
    "administrative": "says nothing about a child or family",
}

RETENTION: Mapping[str, str] = {
    "incident-record": "kept as long as the incident's record",
    "statistic": "kept with the record; the bare code may outlive it in counts, never beside an identity",
    "working-contact": "destroyed when nobody needs to ring this person about the incident any more",
    "proof-of-sending": "kept as long as anybody may ask whether and when it was sent",
}

CONCEPTS: Mapping[str, str] = {
    "age-band": "under 1, 1 to 5, 6 to 10, 11 to 15, 16 to 17, not known; counted from dates",
    "authority": "authority, and through it region",
    "child-in-need": "child in need plan",
    "child-protection": "child protection plan and its category",
    "disability": "disability",
    "education": "in school, not in school",
    "ethnicity": "ethnicity",
    "kind-of-harm": "kind of harm or death",
    "known-to-agencies": "known to agencies before",
    "looked-after": "looked after at the time",
    "nature": "nature of the incident",
    "partners-view": "whether partners thought a rapid review would be met",
    "placement": "where a looked-after child was placed",
    "quarter": "quarter and year of the incident",
    "sex": "sex",
    "suspected-relation": "relation to the child of the person thought to have harmed",
    "timeliness": "when it was known, and when it was sent",
}


def member_of(name: str, known: Mapping[str, str]) -> AfterValidator:
    """Checks a word against one of the lists above, and offers the nearest where it is not there."""

    def check(code: str) -> str:
        if code not in known:
            raise ValueError(f"'{code}' is not a known {name}{near(code, known)}")
        return code

    return AfterValidator(check)


About = Annotated[str, member_of("about", ABOUT)]
Privacy = Annotated[str, member_of("privacy", PRIVACY)]
Retention = Annotated[str, member_of("retention", RETENTION)]
Concept = Annotated[str, member_of("concept", CONCEPTS)]
