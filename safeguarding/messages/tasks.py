"""The job that sends a message, and its deferring in the transaction that wrote the message. Procrastinate finds
jobs in modules of this name; what the job does is in `sending.py`."""

from datetime import timedelta

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from safeguarding.messages.sending import NotSent, send

NAME = "messages.send_message"

AFTER_A_FAULT = 5 * 60
FAULTS = 6


class WhenItSays(BaseRetryStrategy):
    """Sends again after the wait that the failure names; after any other fault, in five minutes, six times. What
    is lost beyond that the tick finds: the message still waits."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, NotSent):
            return RetryDecision(retry_in={"seconds": int(exception.wait.total_seconds())})
        return RetryDecision(retry_in={"seconds": AFTER_A_FAULT}) if job.attempts < FAULTS else None


@app.task(name=NAME, retry=WhenItSays())
def send_message(message_id: int) -> None:
    """Send one message, if it still waits. Nobody acts."""
    send(message_id)


def defer_sending(message_id: int, *, wait: timedelta = timedelta()) -> None:
    """Put the job on the list, in the present transaction of this connection."""
    job = send_message.configure(schedule_in={"seconds": int(wait.total_seconds())}) if wait else send_message
    job.defer(message_id=message_id)
