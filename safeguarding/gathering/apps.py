"""The app as Django knows it."""

from django.apps import AppConfig


class GatheringConfig(AppConfig):
    name = "safeguarding.gathering"
    label = "gathering"
