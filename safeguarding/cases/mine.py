"""Which cases the acting person sees, for queries that list across cases: the wall is the net and not the query. It is
the wall's own answer (`migrations/0002_walls.py`); how a person reaches one case is `reach.py`'s."""

from django.db.models import BooleanField, F, Func


class IsMine(Func):
    """Filter every list across cases by it: `filter(IsMine("case_id"))`. An index then finds the rows, where the wall
    alone reads those of every area to hide them. The keys stay in the database: somebody in thirty areas has
    thousands, and to send them there and back in each query cost more than the query."""

    arity = 1
    template = "%(expressions)s = ANY ((SELECT my_cases())::bigint[])"
    output_field = BooleanField()

    def __init__(self, key: str = "case_id") -> None:
        super().__init__(F(key))
