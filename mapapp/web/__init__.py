"""The web app: `create_app(settings)`; nothing happens at import, the store is opened per request."""

from __future__ import annotations

from flask import Flask
from flask_compress import Compress

from mapapp.publish.style import KIND_STYLES
from mapapp.settings import Settings, load
from mapapp.web import api, assets, coverage, errors, languages, layer_api, pages, reasons, security, words
from mapapp.web.context import EXTENSION, Context, DocumentConverter, close_store, static_file
from mapapp.web.explain import say_figure
from mapapp.web.layers import Layers
from mapapp.web.views import source_name

__all__ = ["create_app"]


class _Compressed:
    """What flask-compress made of static files: each is compressed once a run. Other answers have an empty key."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return a compressed file; keys are "coding;path"."""
        return self._kept.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Keep a compressed file."""
        if not key.endswith(";"):
            self._kept[key] = value


def create_app(settings: Settings | None = None) -> Flask:
    """Return the WSGI application over the store that `settings` names (by default those in force).

    Raises Unavailable when the page's libraries were never fetched.
    """
    settings = settings or load()
    static = assets.load()
    app = Flask(__name__, static_folder=None)
    app.config.update(
        COMPRESS_MIMETYPES=[
            "text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml",
            "application/json", "application/geo+json", "application/problem+json", "text/csv",
        ],
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_ALGORITHM_STREAMING=["br", "gzip"],
        COMPRESS_CACHE_KEY=lambda request: request.path if request.endpoint == "static" else "",
        COMPRESS_CACHE_BACKEND=_Compressed,
    )  # fmt: skip
    app.extensions[EXTENSION] = Context(settings, static, Layers())
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # two slashes in a document's id are two
    app.url_map.converters["document"] = DocumentConverter
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        say_date=words.say_date,
        say_published=words.say_published,
        say_language=words.say_language,
        visible=words.visible,
        kind_label=lambda kind: languages.gettext(KIND_STYLES[kind].label),
        decimal=words.decimal,
        percent=words.percent,
        headline=words.say_title,
        reason=lambda text: words.visible(reasons.say_reason(text)),
        kind_theme=lambda kind: KIND_STYLES[kind].theme,
        kind_path=lambda kind: KIND_STYLES[kind].path,
        ucfirst=lambda text: text[:1].upper() + text[1:],
        source_name=source_name,
        stopped=lambda text: text if text.endswith(".") else text + ".",
    )
    app.jinja_env.globals.update(words=words, count=words.count, say=words.say, say_figure=say_figure)
    languages.register(app)
    app.context_processor(lambda: {"assets": static})
    errors.register(app)
    security.register(app, settings)
    app.add_url_rule(f"{static.prefix}/<path:name>", "static", static_file)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(layer_api.blueprint)
    app.register_blueprint(coverage.blueprint)
    app.teardown_appcontext(close_store)
    Compress(app)
    return app
