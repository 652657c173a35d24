"""Checks of the lab "MapReduce word count"."""

import pathlib
import re
import sysconfig
import tempfile
from collections import Counter

#: Every word of interest stands in both parts, so that no engine sees all of it.
PARTS = (
    'The owl, said Ann, sleeps. "Ann!" said (Bob).\nan owl, an OWL; an owl.\n',
    "Ann sleeps. The owl... sleeps\nbut Bob said: an owl, an owl!\n\nAnn-like things\n",
)
OFTEN = 5


def text_files(folder):
    for number, text in enumerate(PARTS):
        pathlib.Path(folder, f"part-{number}.txt").write_text(text, encoding="utf-8")
    return str(pathlib.Path(folder, "*.txt"))


def titles_of(text):
    stripped = (re.sub(r"^[\W_]+|[\W_]+$", "", word) for word in text.split())
    return Counter(word for word in stripped if word.istitle())


def words_of(text):
    counts = Counter(re.findall(r"[a-z']+", text.lower()))
    return {word: count for word, count in counts.items() if count >= OFTEN}


def library_files():
    """Some real files, none of them very large."""
    library = pathlib.Path(sysconfig.get_path("stdlib"))
    return [str(path) for path in sorted(library.glob("*.py")) if path.stat().st_size < 100_000][:40]


def differences(found, wanted):
    """The first few words on which two counts differ, in words."""
    words = [word for word in sorted({*found, *wanted}, key=str) if found.get(word) != wanted.get(word)]
    shown = [f"{word!r}: {found.get(word, 'missing')}, should be {wanted.get(word, 'absent')}" for word in words[:4]]
    return "; ".join(shown)


def check_map_strips_words(lab):
    """Map finds title-cased words, without what surrounds them"""
    pairs = lab.call("Map", ['"Ann!"', "owl,", "(Bob).", "OWL", "...", "The"])
    assert [list(pair) for pair in pairs] == [["Ann", 1], ["Bob", 1], ["The", 1]], (
        f"Task 1: of \"Ann!\" owl, (Bob). OWL ... The, Map made {pairs}. "
        "The broken line must be w = sanitize(w)."
    )


def check_reduce_adds(lab):
    """Reduce adds up a word's pairs"""
    answer = lab.call("Reduce", ["Ann", [["Ann", 1], ["Ann", 1], ["Ann", 3]]])
    assert list(answer) == ["Ann", 5], (
        f"Task 2: of the pairs (Ann, 1), (Ann, 1), (Ann, 3), Reduce made {answer}, not ('Ann', 5): "
        "add up the second parts, do not count the pairs."
    )


def check_blog_job(lab):
    """The blog post's job counts title-cased words"""
    with tempfile.TemporaryDirectory() as folder:
        found = lab.job("Map", input=text_files(folder)).rows
    wanted = titles_of("".join(PARTS))
    assert found == wanted, f"Tasks 1 and 2: in a small text, {differences(found, wanted)}."


def check_records_job(lab):
    """The job on records counts the words that are used often"""
    with tempfile.TemporaryDirectory() as folder:
        job = lab.job("map_words", input=text_files(folder))
    wanted = words_of("".join(PARTS))
    assert not any(" " in word for word in job.rows), "Task 3: a key is a whole line: yield one pair a word."
    assert not any(word != word.lower() for word in job.rows), "Task 3: make the line small letters first."
    assert job.rows == wanted, (
        f"Tasks 3 and 4: in a small text of two files, {differences(job.rows, wanted)}. "
        "A combiner must not leave out what is rare in one part."
    )
    lines = sum(text.count("\n") for text in PARTS)
    assert job.counters["records"] == lines, f"The job read {job.counters['records']} lines, but there are {lines}."


def check_real_text(lab):
    """On real files, all engines find what one engine finds, and that is right"""
    files = library_files()
    job = lab.job("map_words", input=files)
    assert job.rows == job.serial(), "On all engines the result is not that of one: does a combiner leave words out?"
    text = "\n".join(pathlib.Path(file).read_text(encoding="utf-8", errors="replace") for file in files)
    wanted = words_of(text)
    assert job.rows == wanted, f"In {len(files)} files of Python's library, {differences(job.rows, wanted)}."


def check_engines_share_the_writing(lab):
    """Several engines had parts of the text to write at the same time"""
    assert lab.run.engines_at_once >= 2, "Run the file on at least 2 engines: choose Set Number of Engines."
