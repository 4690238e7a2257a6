"""Every page that people open all day, asked for by each of them at the budget's rate through the real server."""

from collections.abc import Callable, Sequence

from benchmarks.browser import Browsers
from benchmarks.figures import Line, Part, Table, milliseconds
from benchmarks.pages import UNDER_LOAD, Look, all_pages, paths_for
from benchmarks.signing_in import Somebody
from benchmarks.traffic import RATE, Sample, open_loop

BUDGET = 0.2  # seconds, of ninety-five pages in a hundred
LOOKERS = 4  # the first of everybody: the manager, the notifier, the partner holder, the national body
WARM = 3
CORES = 2

BrowsersOf = Callable[[Somebody], Browsers]
Used = Callable[[], float]


def looks(people: Sequence[Somebody], browsers: BrowsersOf) -> list[Look]:
    """Each page by each person who gets it."""
    pages = {page.route: page for page in all_pages()}
    found = []
    for title, route in UNDER_LOAD:
        for somebody in people[:LOOKERS] if route in pages else ():
            paths = paths_for(pages[route], somebody)
            if paths and browsers(somebody).get(paths[0]).is_good:
                found.append(Look(title, pages[route], somebody, paths))
            browsers(somebody).close()
    return found


def missing(found: Sequence[Look]) -> list[str]:
    """Pages of the list that nobody could open: the list, or the site, is wrong."""
    return [f"{title} (`/{route}`)" for title, route in UNDER_LOAD if title not in {look.title for look in found}]


def measure(found: Sequence[Look], browsers: BrowsersOf, used: Used, *, seconds: float, cases: int) -> Part:
    """Each look by itself for some seconds. `used` says how many processor seconds the server has used so far."""
    part = Part(
        "Pages under load",
        f"{cases:,} incidents; {RATE} requests a second at random moments for {seconds:g} seconds a row, whether or "
        "not earlier ones are answered; the real server with two workers; load and database on the same machine. "
        "Milliseconds, from the moment at which the request was to be sent. *Processor* is what web server and "
        "database used for one page, in milliseconds of a core: other work on the machine hardly changes it.",
    )
    table = Table(("Page", "Who", "p50", "p95", "p99", "Processor", "Requests", "Errors", "p95 within 200"))
    worst = 0.0
    failures = 0
    spent: list[float] = []
    for look in found:
        ask = browsers(look.somebody)
        for path in look.paths[:WARM]:
            ask.get(path)
        ask.close()
        before = used()
        sample = open_loop(ask.get, look.paths, seconds=seconds)
        spent.append((used() - before) / len(sample.seconds))
        table.rows.append(_row(look, sample, spent[-1]))
        worst = max(worst, sample.share(0.95))
        failures += sample.errors + (sample.share(0.95) > BUDGET)
    part.tables.append(table)
    what = f"Any page people open all day, {cases:,} incidents, {RATE} requests a second: the slowest page's p95"
    part.lines.append(Line(what, "≤ 200 ms", f"{milliseconds(worst)} ms", worst / BUDGET, bool(found) and not failures))
    if spent:
        share = max(spent) * RATE / CORES
        what = f"The dearest page's processor time at {RATE} requests a second, of two cores"
        part.lines.append(Line(what, "< 100 %", f"{share:.0%}", share, share < 1))
    if absent := missing(found):
        part.remarks.append("Pages that nobody could open, so that nothing was measured: " + ", ".join(absent) + ".")
        part.lines.append(Line("Pages of the list that could be opened", "all", f"{len(absent)} missing", None, False))
    return part


def _row(look: Look, sample: Sample, spent: float) -> Sequence[str]:
    quick = [milliseconds(sample.share(share)) for share in (0.5, 0.95, 0.99)]
    is_met = sample.share(0.95) <= BUDGET and not sample.errors
    return (
        look.title,
        look.somebody.what,
        *quick,
        milliseconds(spent),
        str(len(sample.seconds)),
        str(sample.errors),
        "yes" if is_met else "**no**",
    )
