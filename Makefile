# Everything a contributor runs. Each target makes the environment it needs in .venv and
# installs again only after pyproject.toml has changed. `make` alone lists the targets.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
WORKERS ?= 2
ARGS ?=
SITE_LANGUAGE ?= zh_CN
PORT ?= 8000
INPUTS ?= 20000

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help site portal serve test test-all test-bpmn test-epub fuzz bench bench-layout bench-figures screenshots docs lint clean check-python

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(firstword $(MAKEFILE_LIST))

site: $(VENV)/.stamp-site ## build the example handbook, Chinese and English, in build/site
	@$(PY) tools/build_site.py build/site

portal: $(VENV)/.stamp-site ## build three small handbooks apart and the portal over them, in build/portal
	@$(PY) tools/build_portal.py build/portal

serve: $(VENV)/.stamp-serve ## show the example handbook and rebuild it on every change (SITE_LANGUAGE=en, PORT=8000)
	$(PY) -m sphinx_autobuild -D language=$(SITE_LANGUAGE) -d build/serve/doctrees --port $(PORT) \
		--watch sphinxcontrib_procstd example_site build/serve/$(SITE_LANGUAGE)

test: $(VENV)/.stamp-test ## run the tests, slow sweeps left out (ARGS="-k name" for some of them)
	$(PY) -m pytest -n $(WORKERS) -m "not slow" -rs $(ARGS)

test-all: $(VENV)/.stamp-test ## run all the tests
	$(PY) -m pytest -n $(WORKERS) -rs $(ARGS)

fuzz: $(VENV)/.stamp-test ## read 20,000 made-up and mangled documents (INPUTS=20000)
	PROCSTD_FUZZ_INPUTS=$(INPUTS) $(PY) -m pytest -n $(WORKERS) tests/fuzz $(ARGS)

bench: $(VENV)/.stamp-bench ## measure builds of 100 to 5,000 processes against Sphinx and sphinx-needs (ARGS="--sizes 500")
	$(PY) tools/bench/run.py $(ARGS)

test-bpmn: $(VENV)/.stamp-test build/bpmn-tools/node_modules ## check exported BPMN with its schema, bpmnlint and bpmn-js (needs npm)
	$(PY) -m pytest -n 0 -rs tests/exchange/test_bpmn_export.py tests/exchange/test_bpmn_site.py $(ARGS)

test-epub: $(VENV)/.stamp-epub ## check the example handbook as an e-book with EPUBCheck (needs Java)
	$(PY) -m pytest -n 0 -rs tests/sphinx_ext/test_epubcheck.py $(ARGS)

build/bpmn-tools/node_modules:
	@command -v npm >/dev/null 2>&1 || { echo "npm was not found: install Node.js with npm" >&2; exit 1; }
	npm install --prefix build/bpmn-tools --no-audit --no-fund bpmn-moddle@10 bpmnlint@11 bpmn-js@18

docs: $(VENV)/.stamp-site ## build the documentation in build/docs; a warning is an error
	$(PY) -m sphinx -n -W --keep-going -b html -d build/doctrees/docs docs build/docs

lint: $(VENV)/.stamp-lint ## ruff check, ruff format --check, mypy
	@status=0; for tool in "ruff check ." "ruff format --check ." mypy; do \
		echo "$(PY) -m $$tool"; $(PY) -m $$tool || status=1; \
	done; exit $$status

bench-layout: $(VENV)/.stamp-test ## measure our layout beside Graphviz, ELK and Mermaid, as far as they are installed (ARGS="--help")
	$(PY) tools/bench_layout.py $(ARGS)

bench-figures: $(VENV)/.stamp-test ## measure ten million events, with DuckDB and beside pandas (ARGS="--format csv")
	$(PY) tools/bench_figures.py --pandas $(ARGS)

screenshots: $(VENV)/.stamp-test ## photograph the example handbook for docs/_static (needs Chromium)
	$(PY) tools/make_screenshots.py $(ARGS)

clean: ## remove what make made: build/, .venv/, the package's egg-info and the tools' caches
	rm -rf build $(VENV) sphinxcontrib_procstd.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

check-python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
		echo "$(PYTHON) was not found. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is older than Python 3.11. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

# One environment for every target; a stamp for each extra. The environment is made anew if its Python no longer starts.
$(VENV)/.stamp-%: pyproject.toml
	@$(MAKE) --no-print-directory check-python
	@$(PY) -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the package with its extra [$*] in $(VENV) ..."
	@$(PY) -m pip install --quiet --editable ".[$*]"
	@$(PY) -m compileall -q sphinxcontrib_procstd
	@touch $@
