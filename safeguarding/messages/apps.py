"""The app as Django knows it."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "safeguarding.messages"
    label = "outbox"  # Django has its own app called messages
