# Two commands do everything: `make run` and `make test`. The rest are their parts.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PORT ?= 8501
# Clips stay on this machine, and so does the app: `make run ADDRESS=0.0.0.0` shows it to others.
ADDRESS ?= localhost
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable)
export CHROMIUM

.PHONY: run test check browser stack mutants lock

run: $(VENV)/app  ## serve the app and print its address
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS)

test: check browser  ## every check, then the browser tests where there is a Chromium

check: $(VENV)/dev  ## format, lint, types, the rules of the house, all tests but the browser's
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -m "not e2e" -rfER

# Browser tests mostly wait (two cores were idle for half of a run), so three run at a time. A busy machine can
# starve a browser: what failed runs once more and is listed as RERUN.
browser: $(VENV)/dev  ## the app, driven in Chromium
ifneq ($(CHROMIUM),)
	$(BIN)/pytest -m e2e -n 3 --dist worksteal --reruns 1 -rfER
else ifneq ($(CI),)
	$(error no Chromium: install one or set CHROMIUM)
else
	@echo "No Chromium found: the browser tests were skipped. Install one or set CHROMIUM."
endif

stack: tests/supabase/node_modules/.package-lock.json  ## what the tests of accounts need besides PostgreSQL

mutants: $(VENV)/dev stack  ## break each rule of the database in turn: a test must notice
	$(BIN)/python -m tests.supabase.mutants

tests/supabase/node_modules/.package-lock.json: tests/supabase/package-lock.json
	npm install --prefix tests/supabase --no-save --no-audit --no-fund
	@touch $@

lock: $(VENV)/dev  ## newest versions of everything, exact, for every system
	cat requirements.txt requirements-scale.txt requirements-dev.txt | grep -v '^-' > constraints.in
	$(BIN)/uv pip compile constraints.in --universal --python-version 3.11 \
	  --no-annotate --no-header --upgrade -o constraints.txt
	rm constraints.in

$(VENV)/app: requirements.txt constraints.txt
	@$(PYTHON) -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || \
	  { echo "Python 3.11 or newer with venv is needed (Debian, Ubuntu: apt install python3-venv)."; \
	    echo "Where python3 is another one, say which: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check -q -r requirements.txt
	@touch $@

$(VENV)/dev: $(VENV)/app requirements-scale.txt requirements-dev.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q -r requirements-dev.txt
	@touch $@
