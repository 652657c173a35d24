"""Input splits: byte ranges of text files, cut at line ends by whoever reads them."""

import codecs
import contextlib
import os
import zlib

from .lost import InputError

_BOM = b"\xef\xbb\xbf"
#: Bytes of a compressed file that are unpacked and mapped at a time.
_BLOCK = 4 << 20
#: Bytes read at a time in search of a line's end.
_STEP = 1 << 16

_skipped = 0


def _replace(error):
    global _skipped
    _skipped += error.end - error.start
    return "\ufffd", error.end


codecs.register_error("labs_replace", _replace)


def decode(offset, data):
    """Text of a block without a byte-order mark, a replacement sign for what is no UTF-8, and how many bytes those were."""
    global _skipped
    if offset == 0 and data.startswith(_BOM):
        data = data[len(_BOM) :]
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        _skipped = 0
        return data.decode("utf-8", "labs_replace"), _skipped


def blocks(path, start, end, size):
    """The bytes of the lines that begin in [start, end) of a file, as (offset, bytes) of whole lines.

    `end` is None for a compressed file, which is read whole. A line belongs to the split in which its first byte is,
    so that every line is read once wherever the splits are cut. `size` is the file's size as the job found it.
    """
    if end is None:
        yield from _unpacked(path)
        return
    with _opened(path) as file:
        now = os.fstat(file.fileno()).st_size
        if now < size:
            raise InputError(f"{path} shrank while it was being read: it had {size:,} bytes, and now has {now:,}")
        if start > 0:
            file.seek(start - 1)
            skip = _through_line_end(file)
            if skip is None:
                return
            start += skip - 1
        if start >= end:
            return
        file.seek(start)
        data = _read(file, end - start)
        if len(data) < end - start:
            raise InputError(f"{path} shrank while it was being read: it had {size:,} bytes")
        if not data.endswith(b"\n"):
            data += _line_end(file)
    yield start, data


@contextlib.contextmanager
def _opened(path):
    """The file, and an error that names it when it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            yield file
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error


def lines(text):
    """The lines of a text without their ends, which are LF or CRLF."""
    parts = text.split("\n")
    if not parts[-1]:
        parts.pop()
    if "\r" in text:
        parts = [part[:-1] if part.endswith("\r") else part for part in parts]
    return parts


def line_number(path, offset, compressed):
    """Number (from 1) of the line that begins at a byte of a file; only read when an error is to name it."""
    number, left = 1, offset
    with (_open_packed(path) if compressed else open(path, "rb")) as file:
        while left > 0:
            data = file.read(min(left, _BLOCK))
            if not data:
                break
            number += data.count(b"\n")
            left -= len(data)
    return number


def _read(file, count):
    parts = []
    while count > 0:
        data = file.read(count)
        if not data:
            break
        parts.append(data)
        count -= len(data)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _through_line_end(file):
    """Bytes up to the end of the line that the file stands in; None when the file ends first."""
    count = 0
    while True:
        data = file.read(_STEP)
        if not data:
            return None
        at = data.find(b"\n")
        if at >= 0:
            return count + at + 1
        count += len(data)


def _line_end(file):
    """The rest of the line that the file stands in."""
    parts = []
    while True:
        data = file.read(_STEP)
        at = data.find(b"\n")
        if at >= 0:
            parts.append(data[: at + 1])
        elif data:
            parts.append(data)
            continue
        return b"".join(parts)


def _open_packed(path):
    if path.endswith(".bz2"):
        import bz2

        return bz2.open(path, "rb")
    import gzip

    return gzip.open(path, "rb")


def _unpacked(path):
    offset, rest = 0, []
    try:
        with _open_packed(path) as file:
            while True:
                data = file.read(_BLOCK)
                if not data:
                    break
                at = data.rfind(b"\n")
                if at < 0:
                    rest.append(data)
                    continue
                whole = b"".join([*rest, data[: at + 1]])
                yield offset, whole
                offset += len(whole)
                rest = [data[at + 1 :]]
    except (OSError, EOFError, zlib.error) as error:
        if getattr(error, "errno", None):  # the system's, and not about what is in the file
            raise InputError(f"{path} cannot be read: {error.strerror}") from error
        raise InputError(f"{path} cannot be unpacked: {error}") from error
    if any(rest):
        yield offset, b"".join(rest)
