# Working Notes: what can be made. "make help" lists it.

MAKEFLAGS += --no-print-directory
VENV := .venv
BIN := $(VENV)/bin
UV ?= uv
COMPILE := pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --upgrade

.DEFAULT_GOAL := help
.PHONY: help run open test quick check format bench pictures build lock system clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/app.stamp ## Start Working Notes and open it in the browser
	@$(BIN)/python -m webapp serve

open: $(VENV)/app.stamp ## Open the running Working Notes in the browser, signed in
	@$(BIN)/python -m webapp open

test: $(VENV)/dev.stamp $(VENV)/clients.stamp system check ## Everything: lint, types, and all tests (sets up what they need)
	@$(BIN)/python -m pytest -n 2 --dist worksteal

quick: $(VENV)/dev.stamp ## The inner loop, under 20 s: tests without browser, Jekyll and real repositories
	@$(BIN)/python -m pytest -q -n 2 -m "not browser and not jekyll and not slow"

check: $(VENV)/dev.stamp ## Lint, format and types, without changing anything
	@$(BIN)/ruff check webapp tests bench
	@$(BIN)/ruff format --check --quiet webapp tests bench || { echo 'Run "make format".'; exit 1; }
	@$(BIN)/mypy

format: $(VENV)/dev.stamp ## Format the sources and mend what the linter can
	@$(BIN)/ruff check --fix webapp tests bench
	@$(BIN)/ruff format webapp tests bench

bench: $(VENV)/dev.stamp ## Measure, with real posts where ../shared/corpus has them
	@for file in $(filter-out bench/screenshots.py bench/long_post.py,$(wildcard bench/*.py)); do echo "$$file"; PYTHONPATH=. $(BIN)/python "$$file" || exit 1; done

pictures: $(VENV)/dev.stamp system ## Take the README's picture of the desk again
	@$(BIN)/python bench/screenshots.py --readme

build: $(VENV)/dev.stamp ## Build the wheel and the source distribution into dist/
	@$(BIN)/hatchling build

lock: ## Pin the newest versions that pyproject.toml allows (needs uv)
	$(UV) $(COMPILE) -o requirements/app.txt pyproject.toml
	$(UV) $(COMPILE) --extra dev -o requirements/dev.txt pyproject.toml
	$(UV) $(COMPILE) -o requirements/clients.txt requirements/clients.in

system:
	@.ci/system

clean: ## Remove the virtual environment and what the tools left
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@.ci/venv $(VENV)

$(VENV)/app.stamp: requirements/app.txt | $(BIN)/python
	@echo "Setting up (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Setting up for development (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/app.stamp

$(VENV)/clients.stamp: requirements/clients.txt | $(BIN)/python
	@echo "Setting up the clients that the tests speak with (once) ..."
	@$(BIN)/python -m venv --clear $(VENV)/clients
	@$(VENV)/clients/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/clients.txt
	@touch $@
