"""`record_bounce`: reads one report of failed delivery, as the mail server pipes it in, and records the message it is
about. What follows from that is in `messages/bounces.py`."""

import sys
from email import message_from_binary_file, policy
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safeguarding.messages.bounces import record_bounce


class Command(BaseCommand):
    requires_system_checks = []  # it opens no page
    help = "Record a message that came back: pipe the mail server's report of failed delivery in."

    def handle(self, *args: Any, **options: Any) -> None:
        mail = message_from_binary_file(sys.stdin.buffer, policy=policy.default)
        if not record_bounce(mail):
            raise CommandError("The report is about no message of ours that failed for good; nothing was recorded.")
