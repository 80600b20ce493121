# Needs git, make and Python 3.11 or newer with venv. `make run` and `make test` work on a fresh clone.

PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
NAME ?=
LOCKED := pyproject.toml requirements/tools.txt
# No address may enter a lock: it is the same behind every mirror.
COMPILE := env -u PIP_EXTRA_INDEX_URL -u PIP_FIND_LINKS $(BIN)/uv --no-config pip compile --quiet --upgrade \
	--universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

# The tests start the program a hundred times: it is compiled once, whatever a machine's habit is.
test test-fast test-heavy: export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup setup-dev run test test-fast test-heavy test-browser services lint format brokers lock bench simulate play pictures image clean
.DEFAULT_GOAL := help

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1: \2/p' Makefile

setup: .venv/.base ## make .venv, enough to run

setup-dev: .venv/.dev ## make .venv, with everything to test

.venv/.base: $(LOCKED) requirements/base.txt
	@PYTHON=$(PYTHON) .ci/setup base

.venv/.dev: $(LOCKED) requirements/base.txt requirements/dev.txt
	@PYTHON=$(PYTHON) .ci/setup dev

run: .venv/.base ## the program; its output is the only output
	@$(BIN)/bellwether run

test: lint ## lint, then every test, on SQLite, PostgreSQL and Valkey
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal

test-fast: .venv/.dev ## tests that need neither PostgreSQL nor Valkey, without the slow ones
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal --sqlite-only -m "not slow and not heavy"

test-heavy: .venv/.dev ## more of the same: every story and every kill on PostgreSQL, more random histories
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal -m heavy
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "hypothesis and not heavy" --hypothesis-profile deep

test-browser: .venv/.dev ## the pages in a real browser: needs Chromium (apt-get install chromium)
	@$(BIN)/pytest -n0 --sqlite-only -m browser tests/browser

services: .venv/.dev ## start PostgreSQL and Valkey, print their addresses, stop at Ctrl-C
	@$(BIN)/python -m tests.services

lint: .venv/.dev ## style, types, import rules, Dockerfile
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/ruff format --check --quiet . || { echo "run: make format"; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports >.venv/imports.log 2>&1 || { cat .venv/imports.log; exit 1; }
	@$(BIN)/hadolint Dockerfile

format: .venv/.dev ## put everything in the house's form
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

brokers: .venv/.dev ## docs/brokers.md anew, from what the adapters say of themselves
	@$(BIN)/python -m adapters.brokers.page

lock: .venv/.base ## resolve the dependencies anew into requirements/
	@$(COMPILE) pyproject.toml -o requirements/base.txt
	@$(COMPILE) pyproject.toml --group dev -c requirements/base.txt -o requirements/dev.txt
	@$(COMPILE) --group tools -o requirements/tools.txt
	@! grep -n '://' requirements/*.txt

bench: .venv/.dev ## measure; one bench with NAME=fanout
	@$(BIN)/bellwether bench $(NAME)

simulate: .venv/.dev ## 10,000 worlds of faults and kills, 200 more on SQLite, and every planted fault: ten minutes on two cores
	@$(BIN)/bellwether simulate --seeds 0:10000
	@$(BIN)/bellwether simulate --seeds 0:200 --store sqlite
	@$(BIN)/bellwether simulate --mutants

play: .venv/.base ## a local Discord and Telegram with the bot on them, and a page to chat through
	@$(BIN)/python -m tests.platforms.play

pictures: .venv/.base ## draw the README's pictures anew, the tour through the real program
	@$(BIN)/python docs/pictures/make.py

image: ## build the container image (needs docker)
	@command -v docker >/dev/null || { echo "make image needs docker, which is not installed here." >&2; exit 1; }
	docker build --tag bellwether:local .

clean: ## remove .venv and caches; ./data stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
