"""Recognises reducers that do no more than sum, count or pick the least or greatest of their values.

Such a reducer may see partial results in place of the values, so that no lists need be built. The reading is of the
source's syntax tree, and errs on the side of not recognising.
"""

import ast
import builtins

_FOLDS = ("sum", "min", "max", "len")


def plain_fold(source, names, name, gets):
    """Which of `sum`, `min`, `max` and `len` a reducer applies to its values, or None.

    `source` is the user's file, `names` its namespace; `gets` is the job's `reducerGets`.
    """
    function = _definition(source, name)
    if function is None or function.decorator_list:
        return None
    parameters = [argument.arg for argument in function.args.args]
    if parameters[:1] == ["self"]:
        parameters = parameters[1:]
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]  # the docstring
    if gets == "keyValues" and len(parameters) == 2:
        terms = _Terms(gets, key=parameters[0], values=parameters[1])
    elif gets in ("pair", "keyPairs") and len(parameters) == 1:
        terms = _Terms(gets, whole=parameters[0])
    else:
        return None
    fold = terms.fold_of(body)
    if fold is None or fold not in _FOLDS:
        return None
    return fold if names.get(fold, getattr(builtins, fold)) is getattr(builtins, fold) else None


def asks_next(source, name):
    """Whether a reducer takes its values with `next`, and so must get an iterator and not a list."""
    function = _definition(source, name)
    return function is not None and any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "next"
        for node in ast.walk(function)
    )


def _definition(source, name):
    found = None
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.Assign)) and name in _names(node):
            if found is not None or isinstance(node, ast.Assign):
                return None  # defined twice, or something else by now
            found = node
    return found


def _names(node):
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


class _Terms:
    """What names the key and the values in a reducer's body."""

    def __init__(self, gets, key=None, values=None, whole=None):
        self._gets = gets
        self._key = key
        self._values = values
        self._whole = whole

    def fold_of(self, body):
        if self._whole and len(body) > 1 and self._unpacks(body[0]):
            body = body[1:]
        if len(body) == 3:
            return self._loop(*body)
        return self._answer(body[0]) if len(body) == 1 else None

    def _unpacks(self, node):
        """`key, values = pair`"""
        if not (isinstance(node, ast.Assign) and len(node.targets) == 1 and _is_name(node.value, self._whole)):
            return False
        target = node.targets[0]
        if not (isinstance(target, (ast.Tuple, ast.List)) and len(target.elts) == 2):
            return False
        if not all(isinstance(part, ast.Name) for part in target.elts):
            return False
        self._key, self._values = (part.id for part in target.elts)
        return True

    def _answer(self, node):
        """`return E` or `yield E`, where E is a fold of the values or (key, fold)."""
        if isinstance(node, ast.Return):
            value = node.value
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield):
            value = node.value.value
        else:
            return None
        if isinstance(value, ast.Tuple) and len(value.elts) == 2 and self._is_key(value.elts[0]):
            value = value.elts[1]
        return self._fold(value)

    def _fold(self, node):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            return None
        if len(node.args) != 1 or node.keywords:
            return None
        name, argument = node.func.id, node.args[0]
        if self._is_values(argument):
            return name if name == "len" or self._gets != "keyPairs" else None
        if not isinstance(argument, (ast.GeneratorExp, ast.ListComp)) or len(argument.generators) != 1:
            return None
        part = argument.generators[0]
        if part.ifs or part.is_async or not self._is_values(part.iter):
            return None
        if isinstance(argument.elt, ast.Constant) and argument.elt.value == 1 and name == "sum":
            return "len"
        return name if name != "len" and self._is_value(argument.elt, part.target) else None

    def _loop(self, start, loop, end):
        """`total = 0`, `for v in values: total += v`, `return total`"""
        if not (isinstance(start, ast.Assign) and isinstance(start.targets[0], ast.Name) and len(start.targets) == 1):
            return None
        if not (isinstance(start.value, ast.Constant) and type(start.value.value) is int and start.value.value == 0):
            return None
        if not (isinstance(loop, ast.For) and self._is_values(loop.iter) and len(loop.body) == 1 and not loop.orelse):
            return None
        total, add = start.targets[0].id, loop.body[0]
        if not (isinstance(add, ast.AugAssign) and isinstance(add.op, ast.Add) and _is_name(add.target, total)):
            return None
        answer = end.value if isinstance(end, ast.Return) else None
        if isinstance(end, ast.Expr) and isinstance(end.value, ast.Yield):
            answer = end.value.value
        if isinstance(answer, ast.Tuple) and len(answer.elts) == 2 and self._is_key(answer.elts[0]):
            answer = answer.elts[1]
        if not _is_name(answer, total):
            return None
        return "sum" if self._is_value(add.value, loop.target) else None

    def _is_key(self, node):
        return _is_name(node, self._key) or self._is_part(node, self._whole, 0)

    def _is_values(self, node):
        return _is_name(node, self._values) or self._is_part(node, self._whole, 1)

    def _is_value(self, node, target):
        """Whether an expression is one value, where `target` stands for an element of the values."""
        if self._gets != "keyPairs":
            return isinstance(target, ast.Name) and _is_name(node, target.id)
        if isinstance(target, ast.Name):
            return self._is_part(node, target.id, 1)
        return (
            isinstance(target, ast.Tuple)
            and len(target.elts) == 2
            and all(isinstance(part, ast.Name) for part in target.elts)
            and target.elts[0].id != target.elts[1].id
            and _is_name(node, target.elts[1].id)
        )

    def _is_part(self, node, name, index):
        """`name[index]`"""
        if not (isinstance(node, ast.Subscript) and _is_name(node.value, name)):
            return False
        at = node.slice
        return isinstance(at, ast.Constant) and at.value == index


def _is_name(node, name):
    return name is not None and isinstance(node, ast.Name) and node.id == name
