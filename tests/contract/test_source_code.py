"""What the source itself promises: names, docstrings, examples, and what never stands in it."""

import ast
import doctest
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import framing

ROOT = Path(framing.__file__).parent
MODULES = ["framing", *(found.name for found in pkgutil.walk_packages(framing.__path__, "framing."))]
FILES = sorted(ROOT.rglob("*.py"))
NETWORK = {"socket", "ssl", "urllib", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "urllib3"}
UNSAFE = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def public(module_name):
    """Functions and classes that a module lists in `__all__` and defines itself, by name."""
    module = importlib.import_module(module_name)
    return {
        name: getattr(module, name)
        for name in getattr(module, "__all__", ())
        if getattr(getattr(module, name), "__module__", None) == module_name
        and (inspect.isfunction(getattr(module, name)) or inspect.isclass(getattr(module, name)))
    }


CALLABLES = {f"{module}.{name}": item for module in MODULES for name, item in public(module).items()}
CALLABLES |= {
    f"{path}.{name}": method
    for path, item in list(CALLABLES.items())
    if inspect.isclass(item)
    for name, method in vars(item).items()
    if inspect.isfunction(method) and not name.startswith("_")
}


# --------------------------------------------------------------------------- names


def test_the_public_names_are_sorted_and_unique():
    assert framing.__all__ == sorted(set(framing.__all__))


@pytest.mark.parametrize("module", MODULES)
def test_every_listed_name_exists(module):
    loaded = importlib.import_module(module)
    for name in getattr(loaded, "__all__", ()):
        assert hasattr(loaded, name), name


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is(module):
    assert len(importlib.import_module(module).__doc__ or "") > 20


# --------------------------------------------------------------------------- docstrings


@pytest.mark.parametrize("name", [name for name in framing.__all__ if callable(getattr(framing, name))])
def test_every_public_name_has_an_example_that_runs(name):
    item = getattr(framing, name)
    assert inspect.getdoc(item)
    tests = doctest.DocTestFinder(recurse=False).find(item, name)
    assert sum(len(test.examples) for test in tests) > 0


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_run(module):
    runner = doctest.DocTestRunner()
    loaded = importlib.import_module(module)
    report = []
    for test in doctest.DocTestFinder().find(loaded, module):
        runner.run(test, out=report.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(report)


def documented(item) -> list[str] | None:
    """The names under "Parameters" in a docstring; None without such a section."""
    section = r"^Parameters\n-+\n(.*?)(?=^\w[\w ]*\n-+\n|\Z)"
    found = re.search(section, inspect.getdoc(item) or "", re.DOTALL | re.MULTILINE)
    if found is None:
        return None
    names = []
    for line in found[1].splitlines():
        if line and not line[0].isspace() and " : " in line:
            names += [name.strip().lstrip("*") for name in line.split(" : ")[0].split(",")]
        elif re.fullmatch(r"\*{1,2}\w+.*", line):
            names.append(line.split(" ")[0].lstrip("*"))
    return names


def accepted(item) -> list[str]:
    return [name for name in inspect.signature(item).parameters if name not in ("self", "cls")]


@pytest.mark.parametrize("path", sorted(CALLABLES))
def test_documented_parameters_are_those_of_the_signature(path):
    item = CALLABLES[path]
    names = documented(item)
    if names is None:
        return
    if inspect.isclass(item) and hasattr(item, "__dataclass_fields__"):
        # A field that says itself what it is needs no words; those described must exist, in order.
        assert names == [name for name in accepted(item) if name in names]
    else:
        assert names == accepted(item)


@pytest.mark.parametrize("name", [name for name in framing.__all__ if inspect.isfunction(getattr(framing, name))])
def test_public_functions_document_all_their_parameters(name):
    item = getattr(framing, name)
    assert (documented(item) or []) == accepted(item)


@pytest.mark.parametrize("path", sorted(CALLABLES))
def test_everything_public_has_a_docstring_and_types(path):
    item = CALLABLES[path]
    assert inspect.getdoc(item)
    if inspect.isfunction(item):
        for name, parameter in inspect.signature(item).parameters.items():
            assert name in ("self", "cls") or parameter.annotation is not inspect.Parameter.empty, name
        assert inspect.signature(item).return_annotation is not inspect.Signature.empty


# --------------------------------------------------------------------------- what never stands in it


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(module: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_network_and_no_pickles(path):
    tops = {name.split(".")[0] for name in imported(tree(path))}
    assert not tops & (NETWORK | UNSAFE)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_global_plotting_state(path):
    source = path.read_text(encoding="utf-8")
    assert "matplotlib.pyplot" not in imported(tree(path))
    assert "rcParams" not in source


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_print_assert_exec_or_catch_all(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("print", "exec", "eval", "breakpoint"), node.lineno
        assert not isinstance(node, ast.Assert), node.lineno
        assert not isinstance(node, ast.Global) or node.names == ["_worker"], node.lineno
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, node.lineno
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            assert not {ast.unparse(item) for item in caught} & {"Exception", "BaseException"}, node.lineno


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_is_done_at_import(path):
    """Calls at module level make constants; none opens, loads, warns or downloads."""
    busy = ("open", "read_text", "read_bytes", "read_rows", "load", "loads", "load_lexicons", "filterwarnings")
    busy += ("simplefilter", "warn", "basicConfig", "Analyzer", "download", "seed")
    module = tree(path)
    inside_functions = {
        id(inner)
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.Lambda)
        for inner in ast.walk(node)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and id(node) not in inside_functions:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in busy, node.lineno


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_functions_take_no_positional_booleans(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            positional = node.args.posonlyargs + node.args.args
            for argument, default in zip(positional[::-1], node.args.defaults[::-1], strict=False):
                is_flag = isinstance(default, ast.Constant) and isinstance(default.value, bool)
                assert not is_flag, f"{node.name}({argument.arg}=), line {node.lineno}"


def test_the_typing_marker_is_there():
    assert (ROOT / "py.typed").exists()
