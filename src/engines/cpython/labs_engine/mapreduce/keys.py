"""Keys that Python can compare and that yet have no order, so that no merge could bring equal ones together."""

from itertools import chain
from operator import ne

from .lost import KeyOrderError

#: Types of keys of which equal ones look alike in the results; `1`, `1.0` and `True` are equal, and differ there.
FOLDED = {str, int, bytes, tuple, type(None)}


def refuse_unordered(keys):
    """Raises KeyOrderError when there is a NaN or a set among keys, or in tuples that are keys."""
    kinds = set(map(type, keys))
    if any(issubclass(kind, frozenset) for kind in kinds):
        raise KeyOrderError("keys that are sets cannot be sorted: make each a sorted tuple")
    if any(issubclass(kind, float) for kind in kinds) and any(map(ne, keys, keys)):
        raise KeyOrderError("a key is NaN, which equals no other key and cannot be sorted: leave it out, or give text")
    if any(issubclass(kind, tuple) for kind in kinds):
        refuse_unordered(list(chain.from_iterable(key for key in keys if isinstance(key, tuple))))
