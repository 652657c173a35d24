"""Count words on all engines: each engine maps and reduces its own share of the input.

The input is real: the source files of your Python's standard library. Every engine runs this same file, and
`engine_id` and `engine_count` tell it which files are its own.
"""

# %% Share the input
import pathlib
import sysconfig
from collections import defaultdict

library = pathlib.Path(sysconfig.get_path("stdlib"))
files = sorted(library.glob("*.py"))
mine = files[engine_id::engine_count]
print(f"engine {engine_id} of {engine_count}: {len(mine)} of {len(files)} files")


# %% Map: one line gives pairs of a word and 1
def mapper(line):
    for word in line.split():
        word = word.strip(".,:;()[]{}\"'`#=")
        if word.istitle():
            yield word, 1


# %% Reduce: all counts of one word give its total
def reducer(word, counts):
    return sum(counts)


# %% Run both on this engine's share
groups = defaultdict(list)
for path in mine:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        for word, count in mapper(line):
            groups[word].append(count)
totals = {word: reducer(word, counts) for word, counts in groups.items()}

top = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
print("most frequent:", ", ".join(f"{word} {count}" for word, count in top))
sum(totals.values())
