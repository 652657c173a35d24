"""Counting title-case words of a large text, as people write it by hand. Semantics: the blog post's."""

import os
import sys
from collections import Counter
from contextlib import contextmanager
from multiprocessing import Pool
from pathlib import Path

import peer

sys.path.append(str(Path(__file__).parents[2] / "fixtures" / "workspace"))
from title_case import Map, Partition, Reduce, sanitize  # noqa: E402 (the one definition, which our engines run, too)


def count(lines):
    counts = Counter()
    for line in lines:
        for word in line.split():
            word = sanitize(word)
            if word.istitle():
                counts[word] += 1
    return counts


def check(counts, distinct, total):
    """Results come sorted, as ours do."""
    assert (len(counts), sum(counts.values())) == (distinct, total)
    sorted(counts.items())


@contextmanager
def serial(path, distinct, total, **_):
    def work():
        with open(path, encoding="utf-8") as file:
            check(count(file), distinct, total)

    yield work


def ranges_of(path, parts):
    size = os.path.getsize(path)
    return [(path, size * at // parts, size * (at + 1) // parts) for at in range(parts)]


def added(counters):
    total = Counter()
    for counts in counters:
        total.update(counts)
    return total


def count_range(job):
    path, start, end = job
    with open(path, "rb") as file:
        if start:
            file.seek(start - 1)
            file.readline()
        data = file.read(max(0, end - file.tell()))
        if data and not data.endswith(b"\n"):
            data += file.readline()
    return count(data.decode().split("\n"))


def lend_no_stdin():
    """A forked worker closes its standard input, and would wait for ever for the thread that reads it here."""
    sys.stdin = None


@contextmanager
def ranges(path, engines, distinct, total):
    """A Pool whose workers read byte ranges and count on their own; the counters are added at the end."""
    lend_no_stdin()

    def work():
        with Pool(engines) as pool:
            counts = added(pool.imap_unordered(count_range, ranges_of(path, engines * 8)))
        check(counts, distinct, total)

    yield work


@contextmanager
def blog(path, engines, distinct, total):
    """A program of the blog post's shape: all words in memory, every pair sent back and forth."""
    lend_no_stdin()

    def work():
        with open(path, encoding="utf-8") as file:
            words = file.read().split()
        step = max(1, len(words) // 8)
        chunks = [words[at : at + step] for at in range(0, len(words), step)]
        with Pool(engines) as pool:
            groups = Partition(pool.map(Map, chunks))
            counts = pool.map(Reduce, groups.items())
        check(dict(counts), distinct, total)

    yield work


if __name__ == "__main__":
    peer.serve({"serial": serial, "ranges": ranges, "blog": blog})
