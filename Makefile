# Every command of the project. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash

binary := .build/release/rollcall
static := .build/static
example := Examples/hollybank-primary
bench := .build/bench
spark := .build/spark

# Links Swift's runtime, libyaml, expat and the C library statically, so that the binary runs where
# none of them is installed, and starts without dynamic linking. The archives are found first because
# a folder that holds them alone comes before those with the shared libraries. Optimising across
# modules saves a tenth of a short run.
release_flags := -c release --static-swift-stdlib -Xswiftc -static-executable -Xswiftc -use-ld=lld \
  -Xswiftc -cross-module-optimization -Xswiftc -enforce-exclusivity=unchecked

.PHONY: help demo build release test test-long lint format golden docs example nation truth bench peers spark ci-check \
  clean libraries validators

help: ## Lists the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: release ## Checks both schools' policies and replays the example's register
	@echo; echo "== Two schools' policies against the national framework =="; echo
	@$(binary) check --fail-on never Policies/schools
	@echo; echo "== A year's register against St James's policy =="; echo
	@$(binary) replay --fail-on never --policy Policies/schools/st-james.yaml --register $(example)

build: libraries ## Builds for debugging
	swift build

release: libraries ## Builds the self-contained binary
	@mkdir -p $(static)
	@for library in yaml:yaml-0.1 expat:expat; do \
	  archive=lib$${library%:*}.a; package=$${library#*:}; \
	  ln -sf "$$(pkg-config --variable=libdir $$package)/$$archive" $(static)/$$archive; \
	  sed 's|^libdir=.*|libdir=$(CURDIR)/$(static)|' \
	    "$$(pkg-config --variable=pcfiledir $$package)/$$package.pc" > $(static)/$$package.pc; \
	done
	PKG_CONFIG_PATH=$(CURDIR)/$(static) swift build $(release_flags)

test: libraries validators lint ## Checks the formatting and runs every test
	swift build --build-tests
	swift test --skip-build --disable-xctest

test-long: libraries validators ## Runs the tests with random cases by the thousand
	ROLLCALL_LONG=1 swift test --disable-xctest --filter 'The.engine|GenerationTests|The.order.of.rows|A.file.of.strings|The.formats'

lint: ## Checks the formatting and the documentation of the sources
	swift format lint --strict --recursive --parallel Package.swift Benchmarks Sources Tests

format: ## Formats the sources
	swift format --in-place --recursive --parallel Package.swift Benchmarks Sources Tests

golden: libraries ## Writes the golden files anew; read the difference before committing it
	swift build --build-tests
	ROLLCALL_RECORD=1 swift test --skip-build --disable-xctest --filter Golden || true
	git diff --stat -- Tests

docs: release ## Writes the pages made from the rules and the file formats anew
	@for kind in policy cluster framework register tests config baseline; do \
	  $(binary) schema $$kind --format markdown > docs/format/$$kind.md; done
	@$(binary) rules --pages docs/rules > /dev/null
	@$(binary) rules --passages --format markdown > docs/passages.md
	@$(binary) rules --words --format markdown > docs/format/words.md

example: release ## Makes the example's register anew
	$(binary) generate --policy Policies/schools/st-james.yaml --pupils 210 --seed 2024 --practice 98 \
	  --output $(example)

nation: libraries ## Holds generated schools against the published figures
	swift build -c release --product GeneratorChecks
	@.build/release/GeneratorChecks nation

truth: libraries ## Replays a thousand generated schools whose divergences are known
	swift build -c release --product GeneratorChecks
	@.build/release/GeneratorChecks truth

bench: release peers ## Times it beside others that do the same work (Benchmarks/README.md)
	@cc -O2 Benchmarks/floors/parse.c -o $(bench)/parse $$(pkg-config --cflags --libs yaml-0.1)
	@swiftc -O Benchmarks/floors/scan.swift -o $(bench)/scan
	@PYTHONPATH=Benchmarks PYTHONDONTWRITEBYTECODE=1 $(bench)/venv/bin/python -m harness \
	  --rollcall $(CURDIR)/$(binary) --folder $(bench) \
	  $(if $(only),--only $(only)) $(if $(quick),--quick) $(if $(large),--large)

spark: release ## Replays generated schools on Apache Spark, and compares with single runs
	@if ! command -v java >/dev/null || ! python3 -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "Installing Java and python3-venv, which Spark needs."; \
	  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	  $$sudo apt-get update -q && $$sudo apt-get install -q -y default-jre-headless python3-venv; \
	fi
	@mkdir -p $(spark)
	@if ! [ $(spark)/venv/installed -nt Examples/spark/requirements.txt ]; then \
	  python3 -m venv $(spark)/venv && \
	  $(spark)/venv/bin/pip install -q --disable-pip-version-check -r Examples/spark/requirements.txt && \
	  touch $(spark)/venv/installed; \
	fi
	@PYTHONDONTWRITEBYTECODE=1 $(spark)/venv/bin/python Examples/spark/check.py $(binary) $(spark)/check

ci-check: release validators ## Exercises the GitHub action, the GitLab template and the hooks
	@[ -x .build/ci/bin/pre-commit ] || /usr/bin/python3 -m venv .build/ci
	@.build/ci/bin/pip install --quiet --requirement Tests/CI/requirements.txt
	@.build/ci/bin/python Tests/CI/exercise.py $(CURDIR) $(binary) .build/ci

clean: ## Removes what was built
	rm -rf .build

# The dependencies besides Swift: headers and archives of libyaml and expat, and pkg-config.
libraries:
	@if ! pkg-config --exists yaml-0.1 expat 2>/dev/null; then \
	  echo "Installing libyaml-dev, libexpat1-dev and pkg-config, which the build needs."; \
	  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	  $$sudo apt-get update -q && $$sudo apt-get install -q -y libyaml-dev libexpat1-dev pkg-config; \
	fi

# The peers of the benchmark, in their own environment, and valgrind, which counts instructions.
peers:
	@if ! command -v valgrind >/dev/null || ! python3 -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "Installing valgrind and python3-venv, which the benchmark needs."; \
	  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	  $$sudo apt-get update -q && $$sudo apt-get install -q -y valgrind python3-venv; \
	fi
	@mkdir -p $(bench)
	@if ! [ $(bench)/venv/installed -nt Benchmarks/requirements.txt ]; then \
	  python3 -m venv $(bench)/venv && \
	  $(bench)/venv/bin/pip install -q --disable-pip-version-check -r Benchmarks/requirements.txt && \
	  touch $(bench)/venv/installed; \
	fi

# The tests' validators of reports for other programs, for JSON Schema, XML Schema and Markdown, and
# the dependencies of the exercises of the action and the hooks.
validators:
	@if ! /usr/bin/python3 -c 'import jsonschema, ensurepip, markdown_it' 2>/dev/null || ! [ -x /usr/bin/xmllint ] \
	  || ! [ -x /usr/bin/git ]; then \
	  echo "Installing python3-jsonschema, python3-markdown-it, python3-venv, libxml2-utils and git, which the tests need."; \
	  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	  $$sudo apt-get update -q \
	    && $$sudo apt-get install -q -y python3-jsonschema python3-markdown-it python3-venv \
	      libxml2-utils git; \
	fi
