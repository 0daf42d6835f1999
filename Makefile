# make demo    install the core and run the whole path on the sample corpus
# make test    install the development tools, then lint, check types and test
# make test-transformers    install torch and sentence-transformers (large), test other embedders
# make test-ocr    install tesserocr, test text recognition (needs the Dutch data of tesseract)
# make model   fit the shipped tagger again from the shipped passages (about six minutes)
# make check-model    fit it without writing, and fail where the shipped tagger is another
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
WORKERS ?= 2
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test test-ocr test-transformers lint model check-model clean

demo: $(VENV)/.core
	$(BIN)/rodedraden demo demo

test: $(VENV)/.dev lint
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

test-transformers: $(VENV)/.dev $(VENV)/.transformers
	$(BIN)/python -m pytest tests/classify/test_embed.py

test-ocr: $(VENV)/.dev $(VENV)/.ocr
	$(BIN)/python -m pytest tests/extract/test_text_recognition.py

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

model: $(VENV)/.core
	$(BIN)/python -m pipelines.models.refit

check-model: $(VENV)/.core
	$(BIN)/python -m pipelines.models.refit --check

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make demo PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.core
	$(PIP) --editable '.[dev]'
	touch $@

$(VENV)/.transformers: $(VENV)/.core
	$(PIP) --editable '.[transformers]'
	touch $@

$(VENV)/.ocr: $(VENV)/.core
	$(PIP) --editable '.[ocr]'
	touch $@

clean:
	rm -rf $(VENV) demo build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
