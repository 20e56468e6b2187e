# Grade A. `make` prints this menu.
.DEFAULT_GOAL := menu
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUILT := src/gradea/campus/shell/static/shell/built
FRONT := $(wildcard front/*.json front/*.mjs front/src/*.ts front/src/*/*.ts)

.PHONY: menu setup run demo test check validation format words bench campaign clean

menu: ## show this menu
	@echo "Grade A: from classroom to cleanroom."
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

setup: $(READY) $(BUILT)/.built ## install everything into .venv and build the front end

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Grade A needs Python 3.11 or newer. Set PYTHON=/path/to/python3.11 and try again."; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(BIN)/uv --system-certs pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv --system-certs pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(READY)

$(BUILT)/.built: $(READY) $(FRONT)
	$(BIN)/python front/build.py
	@touch $(BUILT)/.built

run: setup ## set up, seed the example edition, serve on this machine
	$(BIN)/gradea demo

test: check ## style, types, laws, and every test, browser journeys included
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: setup ## style, types and the laws of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

validation: setup ## the requirements matrix: requirement, tests, last result
	$(BIN)/python -m validation

format: setup ## let the formatter have its way
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

words: setup ## bring the catalogues of the other languages up to date
	$(BIN)/python -m gradea.campus.config.words extract

bench: setup ## print the figures: acts per second, batch time, start-up
	$(BIN)/python -m bench

campaign: setup ## the long checks: hundreds of seeds, kills, tampering
	$(BIN)/python -m bench.campaign

clean: ## remove what was built or installed
	rm -rf $(VENV) $(BUILT) front/node_modules build .data
