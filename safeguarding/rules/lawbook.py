"""The reference pages of docs/reference/law, written from the law files: a page and a picture for each procedure."""

from collections.abc import Iterable

from safeguarding.rules.picture import picture
from safeguarding.rules.procedure import Duty, Option, Procedure, Stage, Test, load, procedures

WRITTEN = "Written by `safeguarding law docs` from the law files; change those, not this page."


def pages() -> dict[str, str]:
    """Every file of the folder, by name."""
    found = {"README.md": _contents()}
    for name in procedures():
        procedure = load(name)
        found[f"{_slug(procedure)}.md"] = _page(procedure)
        found[f"{_slug(procedure)}.svg"] = picture(procedure)
    return found


def _slug(procedure: Procedure) -> str:
    return procedure.id.replace("/", "-")


def _contents() -> str:
    lines = ["# The law as data", "", WRITTEN, ""]
    for name in procedures():
        procedure = load(name)
        lines.append(f"- [{procedure.title.en}]({_slug(procedure)}.md): {len(procedure.duties)} duties")
    return "\n".join(lines) + "\n"


def _page(procedure: Procedure) -> str:
    slug = _slug(procedure)
    parts = [
        f"# {procedure.title.en}",
        "",
        WRITTEN,
        "",
        f"`{procedure.id}`. Scheme: {procedure.header.scheme.en}. Sources: {procedure.header.source.en}.",
        "",
        f"![The stages in order]({slug}.svg)",
        "",
        "## Stages",
        "",
        *_table(("#", "Stage", "Who", "What happens", "Outputs"), map(_stage, procedure.stages)),
        "",
        "## Duties",
        "",
        *(line for duty in procedure.duties for line in _duty(procedure, duty)),
        "## Tests",
        "",
        *(line for test in procedure.tests for line in _test(test)),
        "## Choices",
        "",
        *_table(("Decision", "Choice", "Records", "Seen"), map(_option, procedure.options)),
        "",
        *_steps(procedure),
        "## Events",
        "",
        *_table(("Event", "What happened"), ((f"`{e.id}`", e.title.en) for e in procedure.events)),
    ]
    return "\n".join(parts) + "\n"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]


def _stage(stage: Stage) -> tuple[str, ...]:
    number = "ends" if stage.is_end else str(stage.number)
    outputs = "; ".join(output.en for output in stage.outputs)
    return number, stage.title.en, ", ".join(stage.who), stage.what.en, outputs


def _duty(procedure: Procedure, duty: Duty) -> list[str]:
    until = f" to {duty.until_on}" if duty.until_on else ""
    runs = "" if duty.runs else " **Unconfirmed: no date runs until it is cited.**"
    owed_to = ", ".join(procedure.body(body).title.en for body in duty.owed_to)
    to = f" to {owed_to}" if owed_to else ""
    starts = ", ".join(f"`{event}`" for event in duty.start_events)
    ends = ", ".join(f"`{event}`" for event in duty.end_events)
    lines = [
        f"### {duty.title.en}",
        "",
        f"`{duty.id}`, in force from {duty.from_on}{until}.{runs}",
        "",
        f"- Owed by {procedure.body(duty.owed_by).title.en}{to}",
        f"- From {starts} to {ends}: {duty.due}",
        f"- {duty.cite}; {duty.force}, judged as {duty.judged_as}; seen: {duty.seen}",
    ]
    lines += _conditions(duty)
    if duty.note:
        lines.append(f"- {duty.note.en}")
    return [*lines, ""]


def _conditions(duty: Duty) -> list[str]:
    """What else must be known, or must not, for the duty to be owed or met."""
    said = (
        ("Owed only with", duty.only_with),
        ("Not owed with", duty.not_with),
        (f"`{duty.ends}` does not meet it with", duty.ends_not_with),
    )
    return [f"- {words} {' or '.join(f'`{event}`' for event in events)}" for words, events in said if events]


def _test(test: Test) -> list[str]:
    lines = [f"### {test.title.en}", "", f"{test.cite}; seen: {test.cite.seen}.", ""]
    lines += [f"- {item.joins}: {item.told()}" for item in test.item]
    return [*lines, "", *([test.note.en, ""] if test.note else [])]


def _option(option: Option) -> tuple[str, ...]:
    return option.of, option.title.en, f"`{option.records}`" if option.records else "", option.seen


def _steps(procedure: Procedure) -> list[str]:
    if not procedure.steps:
        return []
    rows = ((s.title.en, procedure.body(s.who).title.en, f"{s.from_day} to {s.to_day}") for s in procedure.steps)
    return ["## Steps of the plan", "", *_table(("Step", "Who", "Working days"), rows), ""]
