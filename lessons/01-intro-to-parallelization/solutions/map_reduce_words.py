"""Lab 4: MapReduce word count.

Count words the way that very large texts are counted: a mapper makes (key, value) pairs
of each piece of the input, a reducer makes one result of all values of a key, and
everything between the two is not your concern. First in the shape of the blog post
"Parallel MapReduce in Python in Ten Minutes", then with records and a combiner.

How to work: run the first cell to get a text. Then do the tasks, run each job by the
lens "Run Map/Reduce" above its mapper, and run the checks of this lab.
"""

# The jobs of this file read the text that the first cell writes, unless you choose
# other files.
# parallel-labs: input=corpus/*.txt

# %% A text to count
# Every engine writes its share of 8 files. Word number n turns up about 1/n times as
# often as word number 1, as in any language (Zipf's law). The text is the same on every
# machine and at every run, and it makes no sense.
import itertools
import pathlib
import random
import re

PARTS = 8


def zipf_text(part, sentences=1500):
    """Part `part` of the text: so many sentences, a line each, with words like "Nalo"
    and "retiba".
    """
    syllables = [a + b for a in "bdklmnrst" for b in "aeiou"]
    words = ["".join(pair) for pair in itertools.product(syllables, repeat=2)]
    random.Random("vocabulary").shuffle(words)
    # A tenth of the words are names, which begin with a capital letter wherever they
    # stand.
    words = [
        word.title() if rank % 10 == 0 else word for rank, word in enumerate(words)
    ]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    draw = random.Random(part)
    for _ in range(sentences):
        sentence = draw.choices(words, cum_weights=weights, k=draw.randint(4, 16))
        yield " ".join(sentence) + draw.choice([".", ".", "!", "?", '."'])


# Engines load this file for every job; only when you run it yourself is there something
# to write.
if __name__ == "__main__":
    folder = pathlib.Path(__file__).parent / "corpus"
    folder.mkdir(exist_ok=True)
    for part in range(engine_id, PARTS, engine_count):
        text = "\n".join(zipf_text(part)) + "\n"
        (folder / f"part-{part}.txt").write_text(text, encoding="utf-8")
        print(f"engine {engine_id} wrote part-{part}.txt, {len(text):,} characters")


# %% The blog post's shape: lists of words, title-cased words only
def sanitize(w):
    """The word without what is neither letter nor digit at its ends: "(well)," becomes
    "well".
    """
    start, end = 0, len(w)
    while start < end and not w[start].isalnum():
        start += 1
    while end > start and not w[end - 1].isalnum():
        end -= 1
    return w[start:end]


def Map(L):
    """A list of words becomes a list of (word, 1) for those that are title-cased."""
    results = []
    for w in L:
        # Task 1: this line is broken as on the blog's page, which shows a picture in
        # place of "(w)". Repair it, so that the word is stripped of what surrounds it.
        w = sanitize(w)
        if w.istitle():
            results.append((w, 1))
    return results


def Partition(L):
    """What all Maps returned becomes {word: [(word, 1), …]}."""
    groups = {}
    for sublist in L:
        for pair in sublist:
            groups.setdefault(pair[0], []).append(pair)
    return groups


def Reduce(Mapping):
    """(word, [(word, 1), …]) becomes (word, count)."""
    word, pairs = Mapping
    # Task 2: let `count` be the sum of the second parts of all pairs.
    count = sum(one for _, one in pairs)
    return word, count


# %% Records: a line at a time, often used words only
WORD = re.compile(r"[a-z']+")
OFTEN = 5


def map_words(line):
    # Task 3: yield (word, 1) for every word of the line, in small letters.
    # WORD.findall(line.lower()) finds them.
    for word in WORD.findall(line.lower()):
        yield word, 1


def combine_words(word, counts):
    # A combiner runs beside the mapper and makes few values of many, so that less has
    # to travel. It sees only a part of a word's counts.
    # Task 4: this one is the reducer once more, and loses words that are often used on
    # the whole but not in any one part. Let it yield the word and the sum, and leave
    # the judgement to the reducer.
    yield word, sum(counts)


def reduce_words(word, counts):
    total = sum(counts)
    if total >= OFTEN:
        yield word, total


# %% A real text
# The source files of your Python are some ten megabytes of text. Choose Map/Reduce
# Input…, paste the line that this prints, and run both jobs again; then Compare Serial
# and Parallel. Which word leads?
if __name__ == "__main__" and engine_id == 0:
    import sysconfig

    print(pathlib.Path(sysconfig.get_path("stdlib")) / "*.py")
