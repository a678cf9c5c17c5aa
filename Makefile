# Concord's commands. `make help` lists them; CONTRIBUTING.md says when to use which.

.DEFAULT_GOAL := help
.PHONY: help install run test test-services check format bench lock clean

PORT ?= 8000
HOST ?= 127.0.0.1
SIZES ?= 1000,10000
SITE_ADDRESS ?= http://localhost:$(PORT)
export PORT HOST SITE_ADDRESS

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
VAR := $(or $(CONCORD_VAR),var)
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11
# What touches no database need not run on a second one; nor the 5,600 requests of the access matrix:
# who sees what is tried on both by the other files beside it.
SAME_EVERYWHERE := tests/access/test_matrix.py tests/ui/test_papers.py tests/ui/test_forms.py \
  $(filter-out %/test_migrations.py,$(wildcard tests/architecture/test_*.py))
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## Set everything up in .venv/ (both `run` and `test` begin with it)
	@scripts/install

run: install ## Start web, worker and beat together (PORT, HOST, DATABASE_URL, REDIS_URL)
	@scripts/run

test: install ## Run the tests; browser journeys too where a Chromium is found
	@scripts/find-browser
	$(PYTEST) -m "not services"

test-services: export DATABASE_URL := $(or $(CONCORD_TEST_DATABASE_URL),$(DATABASE_URL),postgres://root@127.0.0.1:5432/test)
test-services: export REDIS_URL := $(or $(REDIS_URL),redis://127.0.0.1:6379/9)
test-services: install ## Run the same tests and the real jobs on PostgreSQL and Redis
	$(PYTEST) -m "not browser" $(SAME_EVERYWHERE:%=--ignore=%)

check: install ## Everything that must hold before a commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/djlint --quiet --lint templates ui/templates
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(PYTEST) -m "not services and not browser"

format: install ## Put Python into the house format
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

bench: export DATABASE_URL := $(or $(DATABASE_URL),sqlite:///$(abspath $(VAR))/bench.sqlite3)
bench: install ## Compare what the main pages cost (SIZES=1000,10000; scratch databases beside DATABASE_URL)
	$(BIN)/python -m bench.run --sizes $(SIZES)

lock: install ## Lock again after changing pyproject.toml (UPGRADE=--upgrade takes newer releases)
	$(COMPILE) $(UPGRADE) pyproject.toml --output-file requirements/app.lock
	$(COMPILE) $(UPGRADE) pyproject.toml --extra dev --output-file requirements/dev.lock
	$(COMPILE) $(UPGRADE) --no-annotate requirements/uv.in --output-file requirements/uv.lock
	$(COMPILE) $(UPGRADE) --no-annotate requirements/node.in --output-file requirements/node.lock

clean: ## Remove what was installed and built; data in var/ stays
	rm -rf .venv node_modules static/build .mypy_cache .ruff_cache .pytest_cache .hypothesis
