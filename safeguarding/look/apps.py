"""The app as Django knows it."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "safeguarding.look"
    label = "look"
