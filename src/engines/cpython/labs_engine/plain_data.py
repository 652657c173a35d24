"""Which values are plain data that a page can show as a tree; `plainData.ts` answers the same for JavaScript."""

import json
import math

#: Characters of JSON: what fits on one line is no tree, and what is more than this only has its text.
_LINE, _LONGEST = 80, 256 * 1024
_MOST_PARTS = 10_000
_DEEPEST = 50
#: Beyond, a JSON reader that has only floating-point numbers would show another number.
_LARGEST_INT = 2**53 - 1


def tree_of(value):
    """A copy of a list or a dictionary that holds nothing but what JSON has, if it is neither too short nor too large for
    a tree; else None."""
    if type(value) not in (list, dict):
        return None
    try:
        if not _is_plain(value):
            return None
        text = json.dumps(value, separators=(",", ":"))
        return json.loads(text) if _LINE < len(text) <= _LONGEST else None
    except (RecursionError, RuntimeError, TypeError, ValueError):  # a thread changed it in the meantime
        return None


def _is_plain(value):
    level, parts, characters = [value], 1, 0
    for _ in range(_DEEPEST):
        below = []
        for item in level:
            kind = type(item)
            if kind in (dict, list) and parts + len(below) + len(item) > _MOST_PARTS:
                return False
            if kind is dict:
                if not all(type(key) is str for key in item):
                    return False
                characters += sum(map(len, item))
                below.extend(item.values())
            elif kind is list:
                below.extend(item)
            elif kind is str:
                characters += len(item)
            elif not _is_plain_number(item):
                return False
            if characters > _LONGEST:
                return False
        parts += len(below)
        level = below
        if not level:
            return True
    return False


def _is_plain_number(item):
    kind = type(item)
    if kind is int:
        return abs(item) <= _LARGEST_INT
    return item is None or kind is bool or (kind is float and math.isfinite(item))
