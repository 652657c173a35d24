"""Checks of the lab "Mandelbrot"."""

WIDTH, HEIGHT = 240, 160
#: The busiest engine may have so many times the mean work, and one row more.
BALANCED = 1.1


def check_rows_are_divided(lab):
    """Each row is drawn by exactly one engine"""
    rows = sorted(row for rows in lab.values("my_rows") for row in rows)
    missing = sorted(set(range(HEIGHT)) - set(rows))
    assert not missing, f"Task 1: {len(missing)} rows are drawn by no engine, the first is row {missing[0]}."
    assert len(rows) == len(set(rows)), (
        f"Task 1: the engines draw {len(rows)} rows, but the picture has {HEIGHT}: "
        "use engine_id and engine_count to give each engine rows of its own."
    )
    assert len(rows) == HEIGHT, f"Task 1: there is no row {rows[-1]}: the rows are 0 to {HEIGHT - 1}."


def check_work_is_balanced(lab):
    """All engines have about the same work"""
    work = lab.values("work")
    mean = sum(work) / len(work)
    assert len(set(map(tuple, lab.values("my_rows")))) == len(work), "Task 1 comes first: divide the rows."
    heaviest_row = max(map(sum, lab.values("serial")[0]))
    assert max(work) <= BALANCED * mean + heaviest_row, (
        f"Task 2: the busiest engine has {max(work) / mean:.2f} times the mean work, and the others wait for it. "
        "Neighbouring rows are about equally much work: let the engines take turns, row by row."
    )


def check_picture_is_the_serial_one(lab):
    """The rows of all engines make the serial picture"""
    serial = lab.values("serial")[0]
    for engine, rows in enumerate(lab.values("my_rows")):
        work = sum(sum(serial[row]) for row in rows)
        assert lab.values("work")[engine] == work, (
            f"Engine {engine} did not draw what the serial picture has in its rows: use draw_row(row)."
        )


def check_engines_work_at_the_same_time(lab):
    """Several engines had work at the same time"""
    assert lab.run.engines_at_once >= 2, "Run the file on at least 2 engines: choose Set Number of Engines."


def check_job_takes_rows_one_by_one(lab):
    """The job has one item a row, and does the same work"""
    job = lab.job()
    rows = job.counters["records"]
    assert rows == HEIGHT, f"Task 3: inputs() has {rows} items, but the picture has {HEIGHT} rows: one item a row."
    serial = lab.values("serial")[0]
    assert sum(job.rows.values()) == sum(map(sum, serial)), "Task 3: the job did not draw every row once."
