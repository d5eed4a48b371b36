"""The wheel runs alone: built from the checkout, installed in a fresh environment, it reads and serves."""

import json
import os
import re
import subprocess
import sys
import time
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a release would be."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def mapapp(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh virtual environment that got the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True)
    bin_folder = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(bin_folder / "python"), "-m", "pip", "install", "--quiet", "--prefer-binary"]
    # the versions are the developer set-up's, so that the test does not change with the day it runs on
    subprocess.run([*pip, "--constraint", str(ROOT / "requirements-dev.lock"), str(wheel)], check=True)
    return bin_folder / "mapapp"


def test_the_wheel_carries_what_running_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "mapapp/static/vendor/manifest.json",
        "mapapp/static/vendor/leaflet/leaflet.global.js",
        "mapapp/seeds/sources.toml",
        "mapapp/data/LICENCES.md",
        "mapapp/data/gazetteer/south-caucasus.csv",
    ):
        assert wanted in names
    assert not [name for name in names if name.endswith(".pyc") or "node_modules" in name]


def test_the_installed_wheel_reads_a_report(mapapp: Path, world_folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "GYUMRI, Armenia -- Shelling killed two soldiers near Vardenis on May 12, 2021, officials said.\n"
    )
    command = [str(mapapp), "read", "--jsonl", str(report)]
    environment = {**os.environ, "MAPAPP_GAZETTEER": str(world_folder)}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=tmp_path)
    (line,) = done.stdout.splitlines()
    assert "Vardenis" in [toponym["name"] for toponym in json.loads(line)["toponyms"]]


@pytest.fixture
def address(mapapp: Path, world_folder: Path, tmp_path: Path) -> Iterator[str]:
    """Where the installed wheel serves its map on a port the system chose."""
    environment = {**os.environ, "MAPAPP_GAZETTEER": str(world_folder), "PYTHONUNBUFFERED": "1"}
    command = [str(mapapp), "serve", "--port", "0", "--store", str(tmp_path / "incidents.sqlite")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        deadline = time.monotonic() + 120
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", said)):
            assert time.monotonic() < deadline, said
            line = server.stdout.readline()
            assert line or server.poll() is None, said
            said += line
        yield found[0]
        server.terminate()


def test_the_installed_wheel_serves_the_map_of_the_five_reports(address: str) -> None:
    with urlopen(f"{address}/") as page:
        assert page.status == 200
    with urlopen(f"{address}/incidents.geojson") as layer:
        assert json.load(layer)["features"]
