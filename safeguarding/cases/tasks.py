"""The job that counts dates anew. Procrastinate finds jobs in modules of this name; what the job does is in
`recounting.py`."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from safeguarding.cases.recounting import count_anew

NAME = "cases.recount"


# One at a time, whoever asked; a worker that was stopped leaves it to be taken again.
@app.task(name=NAME, lock=NAME, retry=RetryStrategy(max_attempts=5, wait=60))
def recount_dates(recount_id: int) -> None:
    """Count every case anew. Nobody acts: each case is counted as somebody who sees it."""
    count_anew(recount_id)


def defer_recount(recount_id: int) -> None:
    """Put the job on the list, in the present transaction of this connection."""
    recount_dates.defer(recount_id=recount_id)
