# Everything that is done to Factcheck from a shell. `make` alone lists it.

VENV = .venv
PYTHON = $(VENV)/bin/python
PIP = $(PYTHON) -m pip --quiet --disable-pip-version-check --no-input
PYTHONS = python3.14 python3.13 python3.12 python3.11 python3

.PHONY: help setup run test lint stop

help:
	@echo 'make run     serve the site with its demonstration on http://127.0.0.1:8000 (PORT=8001 for another)'
	@echo 'make test    run the tests (ARGS="-m database" hands arguments to pytest)'
	@echo 'make lint    check the style of the code'
	@echo 'make stop    stop the databases that killed programs have left running'
	@echo 'make setup   only install what the others need, into $(VENV)'

setup: $(VENV)/.for-tests

run: $(VENV)/.for-running .env
	@exec $(PYTHON) manage.py serve

# So that manage.py works by itself in this checkout. What the environment says goes before it.
.env:
	@echo 'FACTCHECK_MODE=development' >$@

test: setup
	@exec $(PYTHON) -m pytest $(ARGS)

lint: setup
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

stop:
	@[ ! -x $(PYTHON) ] || $(PYTHON) -m factcheck.embedded_postgres .factcheck/*postgres*

$(VENV)/.for-tests: $(VENV)/.for-running requirements-dev.txt
	@echo 'Installing what the tests need ...'
	@$(PIP) install -r requirements-dev.txt
	@touch $@

$(VENV)/.for-running: $(VENV)/.made requirements.txt
	@echo 'Installing what the site needs ...'
	@$(PIP) install -r requirements.txt
	@touch $@

# The newest Python that can make a virtual environment. Debian packs ensurepip separately, and
# what venv says about it there is about another command.
$(VENV)/.made:
	@found=; for python in $(PYTHONS); do \
	    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    found=$${found:-$$python}; \
	    $$python -c 'import ensurepip, venv' 2>/dev/null || continue; \
	    echo "Making $(VENV) with $$python ..."; \
	    $$python -m venv $(VENV) && touch $@; exit; \
	done; \
	if [ -n "$$found" ]; then \
	    echo "$$found lacks ensurepip: install it (on Debian and Ubuntu: the package $$found-venv)." >&2; \
	else \
	    echo 'Factcheck needs Python 3.11 or newer, and none was found: install one.' >&2; \
	fi; exit 1
