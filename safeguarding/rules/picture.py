"""A procedure drawn as SVG: its stages as a line, with the place reached. Fit for a strict content security policy.

No inline style and no script: classes and presentation attributes only. Colour never carries the meaning alone.
"""

from collections.abc import Mapping
from textwrap import wrap
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from safeguarding.rules.phases import Phase, Place
from safeguarding.rules.procedure import Procedure, Stage
from safeguarding.rules.text import Text, composed, joined

WIDTH, TOP, ROW, LINE_X, TEXT_X = 680, 64, 64, 36, 72
LETTERS = 84

OTHER_ENDS = Text(en="It may also end as")
IN_ORDER = Text(en="{number} stages in order: {stages}.")
ENDS = Text(en="It may also end as: {stages}.")
HERE = Text(en="The place reached: {stage}.")
TAGS: Mapping[Place, Text] = {
    "here": Text(en="here now"),
    "reached": Text(en="reached"),
    "passed-over": Text(en="passed over"),
}


def picture(procedure: Procedure, here: Phase | None = None, language: str = "en") -> str:
    """The picture as text. Without a phase it shows the procedure alone; with one, what was reached and where it is."""
    line = [stage for stage in procedure.stages if not stage.is_end]
    ends = [stage for stage in procedure.stages if stage.is_end]
    height = TOP + ROW * len(line) + 40 + ROW * len(ends)
    title = procedure.title.in_(language)
    rows = [_row(procedure, stage, TOP + ROW * place, here, language) for place, stage in enumerate(line)]
    below = TOP + ROW * len(line) + 40
    rows += [_row(procedure, stage, below + ROW * place, here, language) for place, stage in enumerate(ends)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="law-picture" viewBox="0 0 {WIDTH} {height}" '
        'role="img" aria-labelledby="law-picture-title law-picture-desc" fill="none" '
        'font-family="arial, sans-serif" font-size="16">',
        f'<title id="law-picture-title">{escape(title)}</title>',
        f'<desc id="law-picture-desc">{escape(describe(procedure, here, language))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text class="law-picture__title" x="{LINE_X - 16}" y="28" fill="#0b0c0c" font-size="19" '
        f'font-weight="bold">{escape(title)}</text>',
        f'<line class="law-picture__line" x1="{LINE_X}" y1="{TOP}" x2="{LINE_X}" '
        f'y2="{TOP + ROW * (len(line) - 1)}" stroke="#505a5f" stroke-width="2"/>',
        *([_ends_heading(below - 30, language)] if ends else []),
        *rows,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def describe(procedure: Procedure, here: Phase | None = None, language: str = "en") -> str:
    """The same in words, for those who hear it."""
    line = [stage.title for stage in procedure.stages if not stage.is_end]
    ends = [stage.title for stage in procedure.stages if stage.is_end]
    told = [composed(IN_ORDER, number=len(line), stages=joined(line))]
    if ends:
        told.append(composed(ENDS, stages=joined(ends)))
    if here is not None:
        told.append(composed(HERE, stage=here.stage.title))
    return " ".join(sentence.in_(language) for sentence in told)


def _ends_heading(y: int, language: str) -> str:
    words = escape(OTHER_ENDS.in_(language))
    return f'<text class="law-picture__heading" x="{LINE_X - 16}" y="{y}" fill="#505a5f">{words}</text>'


def _row(procedure: Procedure, stage: Stage, y: int, here: Phase | None, language: str) -> str:
    state = here.place_of(stage) if here else "plain"
    number = "" if stage.is_end else str(stage.number)
    words = _words(procedure, stage, language)
    return "\n".join(
        (
            f'<g class="law-picture__stage law-picture__stage--{state}" data-stage={quoteattr(stage.id)}>',
            _mark(y, state, number),
            f'<text x="{TEXT_X}" y="{y + 5}" fill="#0b0c0c" font-weight="{_weight(state)}">'
            f"{escape(stage.title.in_(language))}{escape(_tag(state, language))}</text>",
            *(
                f'<text x="{TEXT_X}" y="{y + 23 + 16 * place}" fill="#505a5f" font-size="13">{escape(part)}</text>'
                for place, part in enumerate(words)
            ),
            "</g>",
        )
    )


def _mark(y: int, state: str, number: str) -> str:
    fill = {"reached": "#1d70b8", "here": "#0b0c0c"}.get(state, "#ffffff")
    ink = "#0b0c0c" if fill == "#ffffff" else "#ffffff"
    ring = f'<circle cx="{LINE_X}" cy="{y}" r="20" stroke="#0b0c0c" stroke-width="2"/>' if state == "here" else ""
    return (
        f'{ring}<circle cx="{LINE_X}" cy="{y}" r="16" fill="{fill}" stroke="#505a5f" stroke-width="2"/>'
        f'<text x="{LINE_X}" y="{y + 5}" fill="{ink}" font-size="14" text-anchor="middle">{number}</text>'
    )


def _weight(state: str) -> str:
    return "bold" if state == "here" else "normal"


def _tag(state: Place | Literal["plain"], language: str) -> str:
    words = TAGS.get(state) if state != "plain" else None
    return f" – {words.in_(language)}" if words else ""


def _words(procedure: Procedure, stage: Stage, language: str) -> list[str]:
    who = ", ".join(procedure.body(body).title.in_(language) for body in stage.who)
    return wrap(f"{who}. {stage.what.in_(language)}", LETTERS, max_lines=2, placeholder=" …")
