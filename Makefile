# Everything that is done to Factcheck from a shell. `make` alone lists it.

VENV = .venv
PYTHON = $(VENV)/bin/python
# --no-deps: the requirements files list every dependency, with its hashes.
PIP_INSTALL = $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input \
	--no-deps --require-hashes
# The newest Python that can create a virtual environment is used.
PYTHONS = python3.14 python3.13 python3.12 python3.11 python3
MESSAGES = $(wildcard locale/*/LC_MESSAGES/*.po)
COMPILED_MESSAGES = $(MESSAGES:.po=.mo)

.PHONY: help setup run test soak lint format messages lock pywb stop

help:
	@echo 'make run       serve the site with the demo on http://127.0.0.1:8000 (PORT=8001 for another port)'
	@echo 'make test      run the tests (ARGS="tests/claims -k draft" passes arguments to pytest)'
	@echo 'make soak      change rows at random, kill processes, publish from eight at once: takes an hour'
	@echo 'make lint      check style, imports, types and migrations'
	@echo 'make format    format the code'
	@echo 'make messages  update the translations in locale/ from the code (needs GNU gettext)'
	@echo 'make lock      update requirements.txt and requirements-dev.txt from the .in files'
	@echo 'make pywb      install pywb, so that the tests replay exported WARC files in it'
	@echo 'make stop      stop databases that killed processes have left running'
	@echo 'make setup     only install what the other commands need, into $(VENV)'

setup: $(VENV)/.development $(COMPILED_MESSAGES)

run: $(VENV)/.production $(COMPILED_MESSAGES) .env
	@exec $(PYTHON) manage.py serve

# Lets manage.py work in this checkout without further settings.
.env:
	@echo 'FACTCHECK_MODE=development' >$@

test: setup
	@exec $(PYTHON) -m pytest $(ARGS)

# What the tests do a few times is done many times here.
soak: setup
	@SOAK=1000 KILLS=60 $(PYTHON) -m pytest -n 0 tests/claims/audit \
	    tests/claims/publication/test_concurrent_publications.py

lint: export FACTCHECK_MODE = test
lint: setup
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/lint-imports --no-logo
	@$(VENV)/bin/mypy
	@$(PYTHON) manage.py makemigrations --check --dry-run

format: setup
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

messages: setup
	@for domain in django djangojs; do \
	    $(VENV)/bin/django-admin makemessages --domain $$domain --locale en --no-obsolete \
	        --add-location file --ignore benchmarks --ignore docs --ignore tests || exit; \
	done
	@$(MAKE) --no-print-directory setup

%.mo: %.po | $(VENV)/.production
	@$(VENV)/bin/pybabel --quiet compile --input-file $< --output-file $@

lock: $(VENV)/.created
	@$(PYTHON) -m venv .factcheck/lock
	@.factcheck/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@for name in requirements requirements-dev; do \
	    .factcheck/lock/bin/uv pip compile --quiet --universal --generate-hashes \
	        --python-version 3.11 --custom-compile-command 'make lock' \
	        --output-file $$name.txt $$name.in || exit; \
	done

pywb: $(VENV)/.created
	@$(PYTHON) -m venv .factcheck/pywb
	@.factcheck/pywb/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	    -r tests/requirements-pywb.txt

stop:
	@[ ! -x $(PYTHON) ] || $(PYTHON) -m factcheck.embedded_postgres .factcheck/*postgres*

$(VENV)/.development: $(VENV)/.production requirements-dev.txt
	@echo 'Installing the packages for tests and checks ...'
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

$(VENV)/.production: $(VENV)/.created requirements.txt
	@echo 'Installing the packages for the site ...'
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

# Debian packages ensurepip separately, and venv's own message there names the wrong command.
$(VENV)/.created:
	@unusable=; for python in $(PYTHONS); do \
	    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    unusable=$${unusable:-$$python}; \
	    $$python -c 'import ensurepip, venv' 2>/dev/null || continue; \
	    echo "Creating $(VENV) with $$python ..."; \
	    $$python -m venv $(VENV) && touch $@; exit; \
	done; \
	if [ -n "$$unusable" ]; then \
	    echo "$$unusable has no ensurepip. On Debian and Ubuntu, install $$unusable-venv." >&2; \
	else \
	    echo 'Factcheck needs Python 3.11 or newer; please install it.' >&2; \
	fi; exit 1
