"""The app as Django knows it."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "safeguarding.plans"
    label = "plans"
