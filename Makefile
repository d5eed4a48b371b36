# Two commands matter: `make run` shows the map, `make test` runs the tests. Each sets up all it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := $(VENV)/.tools
HOST ?= 127.0.0.1
PORT ?= 5000

.PHONY: run test lint bench messages lock clean

run: $(READY)  ## show the map of the five reports
	@$(BIN)/mapapp serve --host $(HOST) --port $(PORT)

test: $(TOOLS)  ## lint, types, and every test
	@$(BIN)/mapapp gazetteer build --if-needed
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadfile $(ARGS)

lint: $(TOOLS)
	$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/mypy

bench: $(TOOLS)
	$(BIN)/python -m bench

messages: $(TOOLS)  ## bring the catalogues of every language up to date with pages and scripts
	$(BIN)/python -m mapapp.web.extracting

lock: $(TOOLS)  ## pin the developer set-up anew
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --upgrade --no-emit-index-url --no-header --group dev pyproject.toml -o requirements-dev.lock

$(READY): pyproject.toml requirements-dev.lock package-lock.json hatch_build.py
	@sh .ci/venv "$(PYTHON)" "$(VENV)"
	@echo "Installing mapapp, its pinned dependencies and its browser code (once; a minute or so) ..."
	@$(BIN)/python -m pip install --progress-bar on --constraint requirements-dev.lock -e .
	@touch $(READY)

$(TOOLS): $(READY)
	@echo "Installing what the tests need (once; a minute or so) ..."
	@$(BIN)/python -m pip install --progress-bar on -r requirements-dev.lock
	@touch $(TOOLS)

clean:
	rm -rf $(VENV) static/vendor dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
