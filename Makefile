# Everything that is done to this project from outside. `make` alone lists it.
# What a target stands on is set up first, and only when it has changed.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

PORT ?= 8000
JOBS ?= 2
BIN := .venv/bin
LOOK := package.json package-lock.json safeguarding/look/frontend.py $(shell find frontend -type f 2>/dev/null)
STATIC := $(shell find safeguarding -path '*/static/*' -type f 2>/dev/null)

.PHONY: help
help: ## list what there is
	@sed -nE 's/^([a-z]+):.*## (.*)$$/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

.PHONY: setup
setup: python ## set everything up that serving needs
	@$(MAKE) -s build/collected.stamp

# A make of its own beneath: `python` may have begun .venv afresh, and the stamps in it with it.
.PHONY: developing
developing: python
	@$(MAKE) -s .venv/dev.stamp

.PHONY: run
run: setup ## serve on 127.0.0.1:8000 with demonstration data, and say who can sign in (PORT=8001 for another port)
	@exec $(BIN)/safeguarding run --port $(PORT)

.PHONY: test
test: setup lint browser ## set everything up, look at style and types, and run every test
	$(BIN)/pytest -n $(JOBS) --dist loadfile

.PHONY: check
check: ## what decides whether a change may go in, word for word
	.ci/run

.PHONY: fast
fast: developing ## the tests of the rules alone, without the thousands of invented cases, in a few seconds
	@$(BIN)/pytest -p no:django -p no:xdist -W ignore::pytest.PytestConfigWarning tests/rules \
	    -k "not properties and not any_facts and not bad_answers"

.PHONY: lint
lint: developing ## style, types, and what may import what
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: journeys
journeys: setup developing browser ## the whole thread in a browser, as each of its people
	$(BIN)/pytest tests/journeys -n $(JOBS) --dist loadfile

.PHONY: pictures
pictures: setup developing browser ## take the pictures of docs/walk-through.md anew
	$(BIN)/pytest -n 0 tests/journeys/pictures.py

.PHONY: bench
bench: setup developing ## measure the budgets, side by side in one go
	$(BIN)/python -m benchmarks

.PHONY: requirements
requirements: developing ## choose the versions of everything anew, with their hashes
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile $(COMPILE) pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile $(COMPILE) --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

COMPILE := -q --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header

# The project's own data alone, whatever SAFEGUARDING_DATA says.
.PHONY: clean
clean: ## stop the database and delete all that make has made, demonstration data included
	@if [ -x $(BIN)/safeguarding ]; then \
	    env -u SAFEGUARDING_DATA -u DATABASE_URL -u DATABASE_OWNER_URL -u DATABASE_PUBLIC_URL \
	        $(BIN)/safeguarding database destroy --yes; \
	elif [ -e var/postgres ] || [ -e var/postgres.place ]; then \
	    echo "There is a database in var, and .venv, which could stop it, is gone: make setup, then make clean." >&2; \
	    exit 1; \
	fi
	rm -rf var build node_modules .venv *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: browser
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || .ci/machine chromium

# The .venv is made afresh when the project was moved, or its Python is gone: the script looks for itself.
.PHONY: python
python:
	@.ci/python

.venv/run.stamp: requirements/run.txt pyproject.toml
	@echo "Installing what serving needs"
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@echo "Installing what developing needs"
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

build/look.stamp: $(LOOK) .venv/run.stamp
	@echo "Building the look"
	$(BIN)/python -m safeguarding.look.frontend
	@touch $@

build/collected.stamp: build/look.stamp $(STATIC)
	$(BIN)/safeguarding collectstatic --noinput --clear --verbosity 0
	@touch $@
