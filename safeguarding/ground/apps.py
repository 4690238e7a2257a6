"""The app as Django knows it."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "safeguarding.ground"
    label = "ground"
