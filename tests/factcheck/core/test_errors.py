"""Errors decide by their type: no module of the product compares the message of an exception."""

import ast
import subprocess
import sys

import pytest

from factcheck.core.errors import (
    EditConflict,
    FactcheckError,
    InvalidInput,
    InvalidState,
    NotPermitted,
    Violation,
    enforce,
    is_permission_denied,
)
from tests.helpers.code_analysis import MODULES
from tests.helpers.translations import read_in_german

STATUS_CODES = {NotPermitted: 403, InvalidState: 409, EditConflict: 409, InvalidInput: 422}


@pytest.mark.parametrize("error_class", STATUS_CODES)
def test_each_type_has_its_status_code(error_class):
    assert error_class("No.").status_code == STATUS_CODES[error_class]
    assert issubclass(error_class, FactcheckError)


@pytest.mark.parametrize("error_class", STATUS_CODES)
def test_enforcing_a_violation_raises_its_error_with_its_message(error_class):
    with pytest.raises(error_class, match=r"^No\.$") as caught:
        enforce(Violation("No.", error_class))
    assert type(caught.value) is error_class


def test_enforcing_no_violation_does_nothing():
    assert enforce(None) is None


def test_a_violation_is_shown_as_its_message():
    assert str(Violation("No.")) == "No."


def test_only_a_missing_permission_counts_as_permission_denied():
    assert is_permission_denied(Violation("No.", NotPermitted))
    assert not is_permission_denied(Violation("No.", InvalidState))
    assert not is_permission_denied(None)


def test_a_message_is_translated_when_the_error_is_shown(tmp_path):
    error = InvalidInput("At most %(limit)s words.", params={"limit": 5})
    assert str(error) == "At most 5 words."
    with read_in_german(tmp_path, {"At most %(limit)s words.": "Höchstens %(limit)s Wörter."}):
        assert str(error) == "Höchstens 5 Wörter."


def test_a_message_without_params_may_contain_a_percent_sign():
    assert str(InvalidInput("100 % of it")) == "100 % of it"


def test_an_error_can_be_shown_without_settings():
    code = (
        "from factcheck.core.errors import FactcheckError\n"
        "print(FactcheckError('At most %(limit)s words.', params={'limit': 5}))\n"
    )
    shown = subprocess.check_output([sys.executable, "-c", code], env={}, text=True)
    assert shown == "At most 5 words.\n"


def list_message_comparisons(source: str) -> list[str]:
    """The expressions that compare the message of an exception or of a violation.

    That is `str(error)`, `error.args` or `error.message` of a caught exception, and the attribute
    `message` of anything, in a comparison or as the subject of `startswith`, `endswith` or a match.
    """
    tree = ast.parse(source)
    caught = {
        node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name
    }
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        for operand in list_compared_operands(node)
        if is_message(operand, caught)
    ]


def list_compared_operands(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    if isinstance(node, ast.Match):
        return [node.subject]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("startswith", "endswith", "find", "index", "count"):
            return [node.func.value]
        if node.func.attr in ("match", "search", "fullmatch"):
            return node.args
    return []


def is_message(expression: ast.expr, caught: set[str]) -> bool:
    for node in ast.walk(expression):
        if isinstance(node, ast.Attribute) and node.attr == "message":
            return True
        if isinstance(node, ast.Attribute) and node.attr == "args":
            return isinstance(node.value, ast.Name) and node.value.id in caught
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("str", "repr"):
            return any(isinstance(arg, ast.Name) and arg.id in caught for arg in node.args)
    return False


def test_no_module_compares_the_message_of_an_exception():
    comparisons = [
        (module, comparison)
        for module, source in MODULES.items()
        for comparison in list_message_comparisons(source)
    ]
    assert comparisons == []


@pytest.mark.parametrize(
    "comparison",
    [
        'str(error) == "Your role does not allow this."',
        '"part of itself" not in str(error)',
        "NOT_PERMITTED != error.args[0]",
        'str(error).startswith("Your role")',
        're.search("role", str(error))',
        'check_allowed(action).message == "No."',
    ],
)
def test_a_planted_comparison_is_found(comparison):
    source = f"try:\n    publish()\nexcept Exception as error:\n    retry = {comparison}\n"
    assert list_message_comparisons(source)


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    publish()\nexcept FactcheckError as error:\n    show(str(error))\n",
        "try:\n    publish()\nexcept OSError as error:\n    gone = error.errno == ENOENT\n",
        'is_published = str(verdict.state) == "published"\n',
    ],
)
def test_other_uses_of_an_error_are_not_found(source):
    assert list_message_comparisons(source) == []
