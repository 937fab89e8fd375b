# Two commands do it all, on a fresh machine too: `make build` and `make test`. `make help` lists the rest.

PYTHON ?=
ARGS ?=
VENV := .venv
IN := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: build check test conformance verify reproduce golden bench lint clean help

build: $(VENV)/.build  ## set up what is missing, then make the editions that are out of date
	@$(IN) -m pipeline build $(ARGS)

check: $(VENV)/.build  ## report all problems of the sources, write nothing
	@$(IN) -m pipeline check $(ARGS)

test: $(VENV)/.test  ## set up what is missing, then run all tests
	@$(IN) -m pytest -n auto $(ARGS)

conformance: $(VENV)/.conformance  ## build, then have the outside judges judge every edition and the fixtures
	@$(IN) -m pipeline build
	@$(IN) -m tests.conformance.press output/conformance/press
	@$(IN) -m pipeline.conformance --fixtures output/conformance/press $(ARGS)
	@$(if $(ARGS),,$(IN) -m pytest tests/conformance/judges.py tests/conformance/parallel.py tests/conformance/long.py)

verify: $(VENV)/.build  ## prove that every edition in output/ says what its source says
	@$(IN) -m pipeline verify $(ARGS)

reproduce: $(VENV)/.build  ## make everything again in a scratch folder and compare it with output/, byte for byte
	@$(IN) -m pipeline reproduce $(ARGS)

golden: $(VENV)/.test  ## write what the tests expect anew; then read the diff
	@$(IN) -m pytest --accept $(ARGS) $$(grep -l '"--accept"' tests/test_*.py)
	@git --no-pager diff --stat -- tests || true  # outside a checkout there is nothing to compare with

bench: $(VENV)/.test  ## what the gate and long documents cost, and how a build compares with other tools
	@$(IN) -m tests.bench.gate
	@$(IN) -m tests.bench.long

lint: $(VENV)/.build  ## style, formatting and types of the code
	@$(IN) -m ruff check .
	@$(IN) -m ruff format --check .
	@$(IN) -m mypy

clean:  ## remove everything that was made: output, environment, caches
	rm -rf output $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find pipeline tests -name __pycache__ -prune -exec rm -rf {} +

help:  ## this list
	@echo 'usage: make TARGET [ARGS="…"] [PYTHON=/path/to/python3]'
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12
	@echo 'examples: make build ARGS="--press ~/press"    make test ARGS="tests/test_build.py -x"    make conformance ARGS="--judge axe"'

# What a build, and what a test needs of the machine. Done again when the lock or the set-up itself changes.
$(VENV)/.build: requirements.lock .ci/setup
	@PYTHON="$(PYTHON)" .ci/setup build
	@touch $@

$(VENV)/.test: $(VENV)/.build
	@.ci/setup test
	@touch $@

$(VENV)/.conformance: $(VENV)/.build $(wildcard pipeline/conformance/tools/*.json pipeline/conformance/tools/*.xml)
	@.ci/setup conformance
	@touch $@
