"""What each room may hold."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import OURS, ROOT, Module, modules

MODULE_LINES = 400
FUNCTION_LINES = 45
DUSTBINS = {"util", "utils", "helper", "helpers", "common", "core", "misc", "shared", "lib"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: Module) -> Iterator[Function]:
    """Every function and method of a module."""
    for node in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        assert isinstance(node, Function)
        yield node


def test_no_module_is_too_long() -> None:
    assert [f"{m.path}: {m.lines}" for m in modules() if m.lines > MODULE_LINES] == []


def test_no_function_is_too_long() -> None:
    wrong = [
        f"{module.at(node)} {node.name}: {length}"
        for module in modules()
        for node in functions(module)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert not wrong, "\n".join(wrong)


def test_no_room_is_a_dustbin() -> None:
    wrong = [
        str(m.path) for m in modules() if not DUSTBINS.isdisjoint((*m.path.parts[:-1], m.path.stem))
    ]
    assert not wrong, "\n".join(wrong)


def test_views_and_forms_ask_access_and_queries_for_rows() -> None:
    wrong = [
        module.at(node)
        for module in modules()
        if module.room in {"views", "forms"}
        for node in module.nodes(ast.Attribute)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
        and module.at(node) not in _empty_choices(module)
    ]
    assert not wrong, "\n".join(wrong)


def _empty_choices(module: Module) -> set[str]:
    """`Agency.objects.none()`: the choice that a view fills in."""
    return {
        module.at(node)
        for node in module.nodes(ast.Attribute)
        if ast.unparse(node).endswith(".objects.none")
    }


def test_only_the_workflow_sets_a_status() -> None:
    wrong = [
        module.at(node)
        for module in modules()
        if module.room != "workflow"
        for node in module.nodes(ast.Assign, ast.AnnAssign, ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])  # type: ignore[attr-defined]
        if isinstance(target, ast.Attribute) and target.attr == "status"
    ]
    assert not wrong, "\n".join(wrong)


def test_no_signal_is_received() -> None:
    wrong = [
        module.at(node)
        for module in modules()
        for node in functions(module)
        for decorator in node.decorator_list
        if "receiver" in ast.unparse(decorator)
    ]
    wrong += [
        module.at(node)
        for module in modules()
        for node in module.nodes(ast.ImportFrom)
        if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.signals"
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_of_ours_is_imported_inside_a_function() -> None:
    wrong = [
        module.at(node)
        for module in modules()
        for function in functions(module)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not OURS.isdisjoint(_imported(node))
    ]
    assert not wrong, "\n".join(wrong)


def _imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]} | ({"."} & {"." * node.level})
    return {alias.name.split(".")[0] for alias in node.names}


def test_saving_a_row_does_nothing_else() -> None:
    wrong = [
        f"{module.at(method)} {node.name}.{method.name}"
        for module in modules()
        if module.room == "models"
        for node in module.nodes(ast.ClassDef)
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, Function) and method.name in {"save", "delete"}
    ]
    assert not wrong, "\n".join(wrong)


def test_forms_never_save() -> None:
    wrong = [
        module.at(node)
        for module in modules()
        if module.room == "forms"
        for node in module.nodes(ast.Call)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"save", "create", "delete", "bulk_create", "bulk_update"}
    ]
    assert not wrong, "\n".join(wrong)


def test_every_service_rule_and_figure_says_what_it_does() -> None:
    rooms = {"services", "access", "figures"}
    wrong = [
        f"{module.at(node)} {node.name}"
        for module in modules()
        if module.room in rooms
        for node in module.tree.body
        if isinstance(node, Function)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_comment_of_a_template_ends_on_its_line() -> None:
    """Django takes a comment that does not for text, and shows it to the reader."""
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("templates", "ui/templates")
        for path in sorted((ROOT / folder).rglob("*.*"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.count("{#") != line.count("#}")
    ]
    assert not wrong, "\n".join(wrong)
