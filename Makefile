# Every target makes what it needs; a second run starts at once. Another Python: make PYTHON=python3.12 test
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
INSTALLED = $(VENV)/.installed
PEERS = $(VENV)/.peers
FUZZER = $(VENV)/.fuzzer
MUTATOR = $(VENV)/.mutator
PROOF = .proof
GOLD ?= $(if $(wildcard ../shared/gold/dev),../shared/gold/dev,seeds)

.DEFAULT_GOAL = help
.PHONY: help install demo run test coverage screenshots check score score-summary bench soak fuzz mutants audit lint-deploy lock

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

install: $(INSTALLED) ## the virtual environment with everything pinned by hash

$(INSTALLED): deploy/requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name one: make PYTHON=python3.12")'
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r deploy/requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(PEERS): $(INSTALLED) deploy/requirements-bench.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r deploy/requirements-bench.lock
	@touch $@

demo: $(INSTALLED) ## the bot on a Telegram of its own, with five articles, on http://127.0.0.1:8765/
	@exec $(BIN)/giaoban demo

run: $(INSTALLED) ## the bot on Telegram, with the settings of the environment and .env
	@exec $(BIN)/giaoban run

# the processes that tests start would else compile everything anew where Python is told to keep no bytecode
test: $(INSTALLED) ## every test
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto --dist worksteal

coverage: $(INSTALLED) ## which branches of the product no test takes
	$(BIN)/coverage erase
	PYTHONDONTWRITEBYTECODE= $(BIN)/coverage run -m pytest -n auto --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

screenshots: $(INSTALLED) ## the pictures of the README, taken anew
	mkdir -p docs/img
	GIAOBAN_SCREENSHOTS=docs/img $(BIN)/pytest tests/browser/test_demo.py

check: $(INSTALLED) ## style, types and who may import whom
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

score: $(INSTALLED) ## how well articles are read: per kind, per article, what was missed and invented (GOLD=folder)
	$(BIN)/python -m tests.score $(GOLD) --misses

score-summary: $(PEERS) ## ROUGE of our summaries beside those of peers (FILE=articles.jsonl.gz, SAMPLE=200)
	$(BIN)/python tests/bench/summary.py $(FILE) $(if $(SAMPLE),--sample $(SAMPLE))

bench: $(PEERS) ## the measures, each ending with a line of JSON; docs/img/bench.svg shows all (ONLY=name)
	$(BIN)/python tests/bench $(ONLY)

soak: $(INSTALLED) ## random people, faults and kills for half an hour; a line in tests/bench/soak.json (MINUTES=30)
	$(BIN)/python tests/bench/soak.py $(MINUTES)

$(FUZZER): $(INSTALLED) deploy/requirements-fuzz.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r deploy/requirements-fuzz.lock
	@touch $@

fuzz: $(FUZZER) ## inputs that break the reading, the formats or the commands, sought for so long each (SECONDS=60 TARGET=parse)
	$(BIN)/python -m tests.fuzz $(SECONDS) $(TARGET)

$(MUTATOR): $(INSTALLED) deploy/requirements-mutants.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r deploy/requirements-mutants.lock
	@touch $@

mutants: $(MUTATOR) ## changes to the files all hangs on that no test notices; scores in tests/bench/mutants.json (FILE=governor, SAMPLE=150)
	$(BIN)/python tests/bench/mutants.py $(FILE) $(if $(SAMPLE),--sample $(SAMPLE))

$(PROOF)/.installed: deploy/requirements-proof.lock
	$(PYTHON) -m venv --clear $(PROOF)
	$(PROOF)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r deploy/requirements-proof.lock
	@touch $@

audit: $(PROOF)/.installed ## known weaknesses of what we build on
	$(PROOF)/bin/pip-audit --require-hashes --disable-pip --strict --progress-spinner off -r deploy/requirements.lock

# systemd wants the program and the user to be there
lint-deploy: $(PROOF)/.installed ## the Dockerfile and the systemd unit
	$(PROOF)/bin/hadolint deploy/Dockerfile
	sed 's#^ExecStart=.*#ExecStart=/bin/true#; /^EnvironmentFile=/d; s/^\(User\|Group\)=.*/\1=root/' deploy/giaoban.service > $(PROOF)/giaoban.service
	systemd-analyze verify $(PROOF)/giaoban.service
	systemd-analyze security --offline=true --threshold=20 deploy/giaoban.service > /dev/null

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade

lock: $(INSTALLED) ## take up new versions of what we build on
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(LOCK) --extra postgres pyproject.toml -o deploy/requirements.lock
	$(LOCK) --extra dev pyproject.toml -o deploy/requirements-dev.lock
	$(LOCK) --extra bench pyproject.toml -o deploy/requirements-bench.lock
	$(LOCK) --group proof -o deploy/requirements-proof.lock
	$(LOCK) --group fuzz -o deploy/requirements-fuzz.lock
	$(LOCK) --group mutants --constraint deploy/requirements-dev.lock -o deploy/requirements-mutants.lock
