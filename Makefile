# Everything a newcomer types. `make site` and `make test` need nothing but Python 3.11 and this folder.

PYTHON ?= python3
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip -qq install
PYTHON_SOURCES := generator tests scripts bench content/images/draw
# Where mypy finds modules that are not part of the package; see the paths that pytest and python add themselves.
export MYPYPATH := generator:tests:tests/unit:content/images/draw

.DEFAULT_GOAL := help
.PHONY: help site serve test check format golden pictures screenshots bench bench-search bench-import bench-preview bench-reprints clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/installed ## build the sample archive and serve it at http://127.0.0.1:8000/
	@$(BIN)/backissue serve --port $(PORT)

test: $(VENV)/installed-for-tests ## check the code, then run every test, the browser's included
	@scripts/install-test-tools
	@$(MAKE) --no-print-directory check
	@folder=$$(scripts/test-folder); trap 'rm -rf "$$folder"' EXIT INT TERM; \
	  TMPDIR=$${folder:-$${TMPDIR:-/tmp}} $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/installed-for-tests ## ruff and mypy, and the scripts' types where make test installed TypeScript
	@$(BIN)/ruff check .
	@$(BIN)/mypy --explicit-package-bases $(wildcard $(PYTHON_SOURCES))
	@scripts/check-scripts

format: $(VENV)/installed-for-tests ## lay out the Python code, and sort its imports
	@$(BIN)/ruff check --quiet --fix --select I .
	@$(BIN)/ruff format .

golden: $(VENV)/installed-for-tests ## write the golden files anew from what is built now
	@$(BIN)/python -m pytest -q --update-golden -m golden

pictures: $(VENV)/installed ## draw the sample archive's pictures anew
	@$(BIN)/python content/images/draw

screenshots: $(VENV)/installed-for-tests ## pictures of the built sample's pages, into build/screenshots
	@PYTHONPATH=tests $(BIN)/python scripts/screenshots.py site build/screenshots

bench: $(VENV)/installed build/bench/installed ## measure against Hugo, Pagefind and others; N=100000 for so many stories
	@$(BIN)/python -m bench.run --count $(or $(N),10000)

bench-search: $(VENV)/installed-for-tests ## measure what a search costs a reader, in Chromium; 100,000 stories, or N=20000
	@PYTHONPATH=tests $(BIN)/python -m bench.search --count $(or $(N),100000)

bench-import: $(VENV)/installed ## import an invented WordPress export of 300,000 stories, or N=3000; memory has a limit
	@$(BIN)/python -m bench.importing --count $(or $(N),300000)

bench-preview: $(VENV)/installed-for-tests ## how soon a saved story is on the screen, in Chromium; 1,000 stories, or N=100000
	@PYTHONPATH=tests $(BIN)/python -m bench.preview --count $(or $(N),1000)

bench-reprints: $(VENV)/installed ## how many planted copies of stories are found, and what that costs; 5,000 stories, or N=100000
	@$(BIN)/python -m bench.reprints --count $(or $(N),5000)

clean: ## remove what was built and installed (never content)
	rm -rf site .backissue build dist $(VENV) .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The stamps are newer than pyproject.toml once everything it lists is installed.
$(VENV)/installed: pyproject.toml
	@scripts/make-venv $(VENV) $(PYTHON)
	@$(PIP) --editable .
	@touch $@

build/bench/installed: bench/peers/requirements.txt bench/peers/eleventy/package.json
	@scripts/install-peers build/bench $(PYTHON)
	@touch $@

$(VENV)/installed-for-tests: $(VENV)/installed
	@$(PIP) --editable '.[test]'
	@touch $@
