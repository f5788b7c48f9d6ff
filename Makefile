# NIA's commands. They need Python 3.11-3.13, make and a package index; everything else goes into .venv.
#   make run EXTRAS=ui,openai      what to install beside the core
#   make run ARGS="--port 9000"    more words for the command itself

VENV   := .venv
BIN    := $(VENV)/bin
EXTRAS ?= ui
ARGS   ?=
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	if $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then echo $$p; break; fi; done)
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt

comma  := ,
FOR_USE  := $(VENV)/.installed-$(subst $(comma),-,$(EXTRAS))
FOR_WORK := $(VENV)/.installed-for-work
FOR_BENCH := $(VENV)/.installed-for-bench
FOR_TRAINING := $(VENV)/.installed-for-training

.DEFAULT_GOAL := help
.PHONY: help run test check prove docs eval train bench format install clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: $(FOR_USE) ## install what is missing and serve NIA with demo data on this machine
	@exec $(BIN)/nia serve --demo $(ARGS)

test: $(FOR_WORK) ## run the tests
	@$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder $(ARGS)

check: $(FOR_WORK) ## look at format, lint, types, import layers, links and README commands
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python .ci/links.py
	@$(BIN)/python .ci/readme.py

prove: $(FOR_WORK) ## run the long proofs in full, on all processors (up to an hour)
	@$(BIN)/python -m pytest -m proof -n auto --dist worksteal $(ARGS)

docs: $(FOR_WORK) ## rewrite the pages that are made from the code
	@$(BIN)/python -m nia.tools.exports.docs
	@$(BIN)/python -m tests.project.test_conversations
	@$(BIN)/nia eval schema > evals/suite.schema.json

eval: $(FOR_WORK) ## play the eval suites, and say what fails that passed in the baseline
	@$(BIN)/nia eval --baseline evals/baselines/engine.json $(ARGS)

train: $(FOR_TRAINING) ## train the engine on its sentences, and write the weights that come with NIA
	@$(BIN)/nia train --ship

bench: $(FOR_BENCH) ## measure start, turns and memory
	@$(BIN)/python -m benchmarks $(ARGS)

format: $(FOR_WORK) ## rewrite the code in the project's format
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

install: $(FOR_WORK) ## install everything that `make test` and `make check` need

clean: ## remove what these commands made, except data/
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find nia tests benchmarks examples -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@if [ -z "$(PYTHON)" ]; then \
		echo "NIA needs Python 3.11, 3.12 or 3.13, and none was found on the PATH. Install one, or name it: make run PYTHON=/path/to/python3.12" >&2; \
		exit 1; \
	fi
	@echo "Making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make virtual environments here. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(FOR_USE): pyproject.toml constraints.txt $(VENV)/pyvenv.cfg
	@echo "Installing NIA with: $(EXTRAS) (a few minutes, once)"
	@$(PIP) --editable '.[$(EXTRAS)]'
	@touch $@

$(FOR_WORK): pyproject.toml constraints.txt $(VENV)/pyvenv.cfg
	@echo "Installing NIA with what its tests need (a few minutes, once)"
	@$(PIP) --editable '.[ui,postgres,redis,openai,google,dev]'
	@touch $@ $(VENV)/.installed-ui

$(FOR_BENCH): $(FOR_WORK)
	@echo "Installing what NIA is measured against"
	@$(PIP) --editable '.[bench]'
	@touch $@

$(FOR_TRAINING): $(FOR_WORK)
	@echo "Installing what training needs (torch)"
	@$(PIP) --editable '.[train]'
	@touch $@
