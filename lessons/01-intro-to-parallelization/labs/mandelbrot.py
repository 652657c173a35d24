"""Lab 5: Mandelbrot.

The colour of a point of the Mandelbrot set depends on nothing but the point: a picture
can be cut into rows, and the rows divided among engines. But rows are not equally much
work, and this lab shows what that costs and how to cure it. Pictures are drawn with
Python's own library; no package is needed.

How to work: run the cells from the top, do the tasks, then run the checks of this lab.
"""

# %% The work: one row of the picture
import struct
import time
import zlib

WIDTH, HEIGHT = 240, 160
LIMIT = 100
#: The part of the plane that is drawn. It is cut off above the set, so that the upper
#: rows are quickly done.
LEFT, TOP, STEP = -2.1, 1.8, 3.0 / WIDTH


def iterations(c):
    """After how many steps z = z² + c leaves the circle of radius 2; LIMIT if it has
    not by then.
    """
    z = 0j
    for step in range(LIMIT):
        if z.real * z.real + z.imag * z.imag > 4:
            return step
        z = z * z + c
    return LIMIT


def draw_row(row):
    """The iterations of each point of a row, from left to right."""
    y = TOP - STEP * row
    return [iterations(complex(LEFT + STEP * x, y)) for x in range(WIDTH)]


# %% Pictures without a package
class Picture:
    """Rows of iterations as a picture, as Jupyter shows it, and so do engines. Rows
    that are None are grey.
    """

    def __init__(self, *pictures):
        self.pictures = pictures

    def _repr_png_(self):
        lines = [
            b"\0" + b"".join(colours(picture[y]) for picture in self.pictures)
            for y in range(HEIGHT)
        ]
        size = struct.pack(">2I5B", WIDTH * len(self.pictures), HEIGHT, 8, 2, 0, 0, 0)
        pixels = zlib.compress(b"".join(lines))
        chunks = chunk(b"IHDR", size), chunk(b"IDAT", pixels), chunk(b"IEND", b"")
        return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def chunk(name, data):
    """A part of a PNG file: length, name, data, checksum."""
    length, checksum = len(data), zlib.crc32(name + data)
    return struct.pack(">I", length) + name + data + struct.pack(">I", checksum)


def colours(row):
    """A row's points as red, green and blue bytes."""
    if row is None:
        return b"\x80\x80\x80" * WIDTH
    shades = [0 if count == LIMIT else 255 - 2 * count for count in row]
    return bytes(part for shade in shades for part in (shade // 3, shade // 2, shade))


# %% Serially: all rows on one engine
# Engines load this file for a job, too. What stands below such an `if` happens only
# when you run it yourself.
if __name__ == "__main__":
    began = time.perf_counter()
    serial = [draw_row(row) for row in range(HEIGHT)]
    print(f"all {HEIGHT} rows: {time.perf_counter() - began:.2f} s")
    display(Picture(serial))

# %% In parallel: each engine its own rows
# Task 1: let `my_rows` be the numbers of this engine's rows (0 to HEIGHT - 1), so that
# each row is drawn by exactly one engine.
# Task 2: if you cut the picture into blocks, compare how long the engines worked. Find
# a division that gives every engine about the same work, although nobody knows
# beforehand how much work a row is.
my_rows = list(range(HEIGHT))

if __name__ == "__main__":
    began = time.perf_counter()
    drawn = {row: draw_row(row) for row in my_rows}
    seconds = time.perf_counter() - began
    work = sum(map(sum, drawn.values()))
    rows = len(my_rows)
    print(f"engine {engine_id}: {rows} rows, {work:,} iterations, {seconds:.2f} s")

# %% Side by side: the serial picture, and this engine's part of the parallel one
if __name__ == "__main__":
    display(Picture(serial, [drawn.get(row) for row in range(HEIGHT)]))


# %% Divided while it runs
# The other cure: one row is one item of a map/reduce job, and an engine that is free
# takes the next ones. Run this with the lens "Run Map/Reduce" above the mapper.
# Task 3: let inputs() be the numbers of all rows. Each is an item of its own.
def inputs():
    return [0]


def mapper(item):
    """The work of a row, under the name of the third of the picture in which it
    lies.
    """
    third = ("top", "middle", "bottom")[3 * item // HEIGHT]
    yield third, sum(draw_row(item))


def reducer(third, work):
    return sum(work)
