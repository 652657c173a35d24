"""What a value looks like to a person: a short text, and a picture or markup when it has one."""

import reprlib
import sys

from .plain_data import tree_of

_LONGEST_MARKUP = 8 << 20


class _Short(reprlib.Repr):
    """reprlib's limits, wide enough to be useful, without its sorting of dictionaries."""

    def __init__(self):
        super().__init__()
        self.maxlevel = 8
        self.maxlist = self.maxtuple = self.maxdict = self.maxset = self.maxfrozenset = 200
        self.maxdeque = self.maxarray = 200
        self.maxstring = self.maxother = 8000
        self.maxlong = 4000

    def repr_dict(self, value, level):
        if not value:
            return "{}"
        if level <= 0:
            return "{...}"
        parts = []
        for key, item in value.items():
            if len(parts) == self.maxdict:
                parts.append("...")
                break
            parts.append(f"{self.repr1(key, level - 1)}: {self.repr1(item, level - 1)}")
        return "{" + ", ".join(parts) + "}"

    def repr_bytes(self, value, level):
        if len(value) <= self.maxstring:
            return repr(value)
        return f"{value[: self.maxstring // 2]!r}... ({len(value):,} bytes)"


_short = _Short()


def short_repr(value):
    """A text of bounded length for any value, also one whose own repr raises."""
    try:
        return _short.repr(value)
    except Exception as error:
        return f"<{type(value).__name__} whose repr raised {type(error).__name__}>"


def rich(value):
    """The value as the frame's `FrameRichValue` and the body's pieces, in Jupyter's conventions."""
    shown, pieces = {"text": short_repr(value)}, []
    png = _call(value, "_repr_png_") or _figure_png(value)
    if isinstance(png, (bytes, bytearray)):
        shown["png"] = 0
        pieces.append(bytes(png))
    for kind in ("svg", "html"):
        markup = _call(value, f"_repr_{kind}_")
        if isinstance(markup, str) and len(markup) <= _LONGEST_MARKUP:
            shown[kind] = markup
    tree = tree_of(value) if len(shown) == 1 else None
    if tree is not None:
        shown["json"] = tree
    return shown, pieces


def open_figures():
    """Figures of matplotlib's pyplot that the code left open, as Jupyter's inline backend shows them."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
    pyplot.close("all")
    return figures


def _call(value, name):
    if isinstance(value, type):
        return None
    try:
        method = getattr(value, name, None)
        answer = method() if callable(method) else None
    except Exception:
        return None
    return answer[0] if isinstance(answer, tuple) and answer else answer


def _figure_png(value):
    figure = sys.modules.get("matplotlib.figure")
    if figure is None or not isinstance(value, figure.Figure):
        return None
    import io

    picture = io.BytesIO()
    value.savefig(picture, format="png", bbox_inches="tight")
    return picture.getvalue()
