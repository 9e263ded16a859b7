# The commands of this project; `make` alone lists them. Plain enough for the make of macOS (3.81).

PYTHON ?= python3
BIN := .venv/bin
# Test modules are spread over the processor's cores, each module on one of them.
PYTEST_FLAGS ?= -n auto --dist loadfile
# Where Debian's fonts-noto-cjk and fonts-noto-core put their fonts.
NOTO_CJK ?= /usr/share/fonts/opentype/noto
NOTO ?= /usr/share/fonts/truetype/noto
# Homebrew's libraries are outside the folders in which macOS looks; its shell drops an exported variable.
ifeq ($(shell uname -s),Darwin)
PY := DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib $(BIN)/python
else
PY := $(BIN)/python
endif

.DEFAULT_GOAL := help
.PHONY: help demo test lint format lock bench fonts clean run-setup dev-setup

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: run-setup  ## build the site and the example packets into build/
	$(PY) build.py

test: dev-setup lint  ## everything that must hold: format, lint, types, tests
	$(PY) -m pytest $(PYTEST_FLAGS)

lint: dev-setup  ## format, lint and types, without the tests
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy

format: dev-setup  ## put the code into the common format
	$(PY) -m ruff format
	$(PY) -m ruff check --fix

lock: dev-setup  ## renew requirements*.lock from pyproject.toml (UPGRADE=1 takes newer versions)
	$(PY) tools/lock.py $(if $(UPGRADE),--upgrade)

bench: dev-setup  ## measure how long things take
	$(PY) benchmarks/run.py

fonts: dev-setup  ## make the font subsets anew from Noto (folders: NOTO_CJK=, NOTO=)
	$(PY) tools/bake_fonts.py $(NOTO_CJK) $(NOTO)

clean:  ## remove what was built and cached (.venv stays)
	rm -rf build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

run-setup:
	@$(PYTHON) tools/setup.py run

dev-setup:
	@$(PYTHON) tools/setup.py dev
