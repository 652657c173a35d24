"""Errors of user code, as the host shows them."""

import os

_OWN_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def describe(error, sources):
    """The frame's `TaskError`: the user's own frames, file names and lines, and nothing of the engine's."""
    import linecache
    import traceback

    for filename, lines in sources.items():
        text = [lines.get(number, "\n") for number in range(1, max(lines, default=0) + 1)]
        linecache.cache[filename] = (sum(map(len, text)), None, text, filename)
    frames = error.__traceback__
    story = traceback.TracebackException(type(error), error, frames)
    _forget_own(story)
    described = {
        "name": type(error).__name__,
        "message": _message(error),
        "traceback": "".join(story.format()),
    }
    described.update(_place(error, frames, sources))
    return described


def _message(error):
    try:
        return str(error)
    except Exception:
        return "(its message could not be made)"


def _forget_own(story):
    while story is not None:
        story.stack[:] = [frame for frame in story.stack if not frame.filename.startswith(_OWN_FOLDER)]
        if story.__context__ is not None:
            _forget_own(story.__context__)
        story = story.__cause__


def _place(error, frames, sources):
    place = {}
    if isinstance(error, SyntaxError) and error.filename in sources and error.lineno:
        place = {"filename": error.filename, "line": error.lineno}
    while frames is not None:
        filename = frames.tb_frame.f_code.co_filename
        if filename in sources:
            place = {"filename": filename, "line": frames.tb_lineno}
        frames = frames.tb_next
    return place
