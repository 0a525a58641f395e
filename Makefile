# Lembar's commands; `make help` lists them. Needs Python 3.11 or newer and make, nothing else.
.SILENT:
.DELETE_ON_ERROR:
.PHONY: help run demo test check suite engines everything drill bench messages clean

# `make run PORT=8001 DEMO=0`, `make run PYTHON=python3.12`. Set with = so that a shell's own HOST does not count.
# The system's own where it is new enough: Debian builds it by a profile of itself, and it runs an eighth faster than pyenv's.
OWN = /usr/bin/python3
PYTHON ?= $(shell $(OWN) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(OWN) || echo python3)
HOST = 127.0.0.1
PORT = 8000
DEMO = 1

PY = .venv/bin/python
# The gate starts a hundred Pythons; each would compile every package anew.
unexport PYTHONDONTWRITEBYTECODE
# Debian's Python comes without pip, so ours is beside it, as the registry gives it; a wheel is run from within.
PIP = $(wildcard vendor/pip/pip-*.whl)/pip
PYTEST = $(PY) -m pytest
# The files in which such a test stands: reading all of them takes twice as long.
OF_BOTH_ENGINES = $(shell grep -rl both_engines tests --include='test_*.py')
TOO_OLD = 'import sys; v = sys.version_info; \
  v < (3, 11) and sys.exit("Lembar needs Python 3.11 or newer, and $(PYTHON) is %d.%d. Name another one: make run PYTHON=python3.12" % v[:2])'
PRODUCTION = LEMBAR_ENV=production LEMBAR_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))') \
  LEMBAR_HOSTS=lembar.example EMAIL_URL=smtp+tls://mail.lembar.example:587

help:  ## this list
	sed -n 's/^\([a-z]*\):.*  ## /  make \1\t/p' Makefile | expand -t 20

run: .venv/run.stamp  ## serve the site with its demo: http://localhost:8000; DEMO=0, HOST=, PORT=
	HOST='$(HOST)' PORT='$(PORT)' LEMBAR_DEMO='$(DEMO)' exec $(PY) manage.py serve --prepare

demo: .venv/run.stamp  ## throw the demo away and tell it anew; the site must not be running
	LEMBAR_DEMO=1 $(PY) manage.py remake_demo

# All three at once: the walk waits much, and the others fill its core. The suite ends last, so its line closes.
test: .venv/test.stamp  ## the gate: everything that must hold before a change lands
	echo 'The gate takes about three minutes on two cores, and says nothing until its parts end.'
	$(MAKE) --no-print-directory --jobs=3 --output-sync check engines everything

suite: engines everything  ## the gate without the checks

engines: .venv/test.stamp
	$(PY) -m tests.postgres $(PYTEST) -q -m 'both_engines and not drill and not screen' $(OF_BOTH_ENGINES)

everything: .venv/test.stamp
	$(PYTEST) -n 2 --dist loadgroup

check: .venv/test.stamp  ## the gate without the suite
	$(PY) -m ruff check --quiet
	$(PY) -m ruff format --check --quiet
	$(PY) -m mypy --no-error-summary
	.venv/bin/lint-imports --no-logo
	$(PY) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PY) -W error manage.py check --deploy --fail-level WARNING
	.venv/bin/djlint --lint --quiet templates
	$(PY) -m tests.catalogues
	.venv/bin/bandit --quiet --recursive --configfile pyproject.toml articles community newsroom

drill: .venv/test.stamp .venv/drill.stamp  ## the long numbers: kills, races, soak
	$(PY) -m tests.postgres $(PYTEST) -q -n 2
	$(PY) -m tests.postgres $(PYTEST) -q -m 'both_engines and drill'
	$(PYTEST) -q -m 'hypothesis and not drill' --hypothesis-profile=long
	$(PYTEST) -s -m drill

bench: .venv/test.stamp  ## ratios to the bare web server, on this machine
	$(PYTEST) -s -m bench

messages: .venv/test.stamp  ## write the sentences of the code into the catalogues (needs Debian's gettext)
	$(PY) manage.py makemessages --all --no-location --no-obsolete --no-wrap --ignore 'tests/*' --ignore 'var/*'

clean:  ## forget the installed packages and what was made; var/ with the site's data stays
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis .coverage
	find articles community newsroom tests -name __pycache__ -prune -exec rm -rf {} +
	find newsroom -name '*.mo' -delete

.venv/run.stamp: requirements/run.txt $(PY)
.venv/test.stamp: requirements/test.txt $(PY)
.venv/scale.stamp: requirements/scale.txt $(PY)
.venv/drill.stamp: requirements/drill.txt $(PY)
.venv/%.stamp:
	echo 'Installing packages into .venv; this happens once.'
	$(PY) $(PIP) --disable-pip-version-check --no-input install -qq --no-deps --no-compile --require-hashes -r requirements/$*.txt
	touch $@

$(PY):
	command -v $(PYTHON) >/dev/null || { echo 'Lembar needs Python 3.11 or newer, and there is no $(PYTHON).' >&2; exit 1; }
	$(PYTHON) -c $(TOO_OLD)
	$(PYTHON) -m venv --without-pip .venv
