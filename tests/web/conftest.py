"""The app over a small store made by hand."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapapp.settings import Settings
from mapapp.web import create_app
from tests.web.made import make_store


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("web") / "made.sqlite")


@pytest.fixture(scope="session")
def app(made_store: Path) -> Flask:
    return create_app(Settings(store=str(made_store), allowed_hosts="map.example"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
