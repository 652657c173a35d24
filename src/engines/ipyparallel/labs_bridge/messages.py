"""What goes to an engine as the arguments of one call of ipyparallel's, and how what comes back is read."""

import json
from datetime import datetime

#: Bytes up to which a request goes in one piece.
_SMALL = 1 << 16


def arguments(head, pieces):
    """A request as few arguments, each of which costs ipyparallel the same: large pieces are not copied."""
    if sum(map(len, pieces)) <= _SMALL:
        return [b"".join([head, *pieces])]
    return [head, *pieces]


def is_large(pieces):
    """Whether it is a request that is worth to be sent over the network once only."""
    return sum(map(len, pieces)) > _SMALL


def read_reply(reply):
    """What `Channel.reply` gave, as what it tells and the pieces."""
    if isinstance(reply, list):
        return [json.loads(reply[0]), *reply[1:]]
    size = int.from_bytes(reply[:4], "little")
    about, at, pieces = json.loads(reply[4 : 4 + size]), 4 + size, []
    for length in about["sizes"]:
        pieces.append(reply[at : at + length])
        at += length
    return [about, *pieces]


def error_of(future):
    """What went wrong, as "Name: message"; ipyparallel gives errors as results."""
    error = future.exception() or future.result()
    if not isinstance(error, BaseException):
        return None
    name = getattr(error, "ename", type(error).__name__)
    return f"{name}: {getattr(error, 'evalue', error)}"


def milliseconds(time):
    """A time of ipyparallel's metadata, some of which are text, in ms since the epoch."""
    if isinstance(time, str):
        time = datetime.fromisoformat(time.replace("Z", "+00:00"))
    return time.timestamp() * 1000
