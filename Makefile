# Every command of the project. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
V := .venv
BIN := $(V)/bin
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help install run test check fix docs bench journeys mutants walks lock

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

install: $(V)/.baton ## build .venv with .venv/bin/baton in it, and nothing more

run: $(V)/.baton ## run Baton with demonstration data on http://127.0.0.1:8000 (PORT=... for another port)
	@BATON_DEMO=1 $(BIN)/baton serve --prepare --with-worker --port $(PORT)

test: $(V)/.dev ## run every test, on SQLite and on PostgreSQL where it answers (ARGS=... for pytest)
	@$(BIN)/python tests/run.py $(ARGS)

check: $(V)/.dev ## style, types, layers and the house's own rules; changes nothing
	@failed=0; \
	for step in "ruff check" "ruff format --check --output-format concise" "lint-imports --no-cache" "mypy" "python -m pytest -q tests/house"; do \
	  echo "== $$step"; $(BIN)/$$step || failed=1; \
	done; \
	[ $$failed = 0 ] || { echo "check: something above is not as it should be"; exit 1; }

fix: $(V)/.dev ## mend style and layout
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(V)/.dev ## write the generated parts of the documentation, and its pictures
	$(BIN)/baton make-schema
	@BATON_WRITE_PICTURES=1 $(BIN)/python -m pytest -q tests/journeys/test_pictures.py

bench: $(V)/.baton ## measure (ARGS=... chooses what)
	$(BIN)/baton bench $(ARGS)

journeys: $(V)/.dev ## the tests that drive a real browser
	$(BIN)/python -m pytest -m journey $(ARGS)

mutants: $(V)/.dev ## damage the rules on purpose and see that a test fails each time
	$(BIN)/python tests/mutants.py $(ARGS)

walks: $(V)/.dev ## random histories with every promise asserted (ARGS="--walks 60000 --council stockport --seed 7")
	@nice -n 15 $(BIN)/python -m tests.casework.walks $(ARGS)

lock: $(V)/.uv ## work out requirements*.txt anew from requirements*.in
	$(BIN)/uv pip compile $(LOCK) requirements.in -o requirements.txt
	$(BIN)/uv pip compile $(LOCK) -c requirements.txt requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile $(LOCK) uv.in -o uv.txt

# ---- how the environment is built: uv by pip, the locked packages by uv, then Baton itself from this folder
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
UV := $(BIN)/uv pip

$(V)/.uv: uv.txt
	@echo "Preparing $(V) (the first time takes about half a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Baton needs Python 3.11 or newer")'
	@$(PYTHON) -m venv $(V)
	@$(PIP) -r uv.txt
	@touch $@

# Where uv cannot reach the package index, pip may be set up to: it reads the same locked file.
$(V)/.run: requirements.txt $(V)/.uv
	@$(UV) install --quiet --compile-bytecode --require-hashes -p $(BIN)/python -r $< || $(PIP) -r $<
	@touch $@

$(V)/.baton: pyproject.toml $(V)/.run
	@$(UV) install --quiet --offline --no-deps -p $(BIN)/python -e .
	@touch $@

$(V)/.dev: requirements-dev.txt $(V)/.baton
	@echo "Installing what working on Baton needs"
	@$(UV) install --quiet --compile-bytecode --require-hashes -p $(BIN)/python -r $< || $(PIP) -r $<
	@touch $@
