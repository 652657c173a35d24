import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { backupName } from "../../../../src/lessons/labs/backup";
import { copyLab } from "../../../../src/lessons/labs/copyLab";
import { labAtPath, placeOfCopy } from "../../../../src/lessons/labs/labPlace";
import { readPackFile } from "../../../../src/lessons/labs/packFile";
import { resetCopy, undoReset } from "../../../../src/lessons/labs/resetCopy";
import type { LoadedLesson } from "../../../../src/lessons/loadLesson";
import type { Lab } from "../../../../src/protocol/lesson";
import { loadedOne } from "../loaded";
import { edited, LESSON, lessonFiles, lessonsFolder } from "../writeLessons";

const NOON = new Date(2026, 10, 22, 10, 15);

const withExtra = edited(LESSON, "    check: ", "    extras: [data/numbers.csv]\n    check: ");

async function lessonWithLab(): Promise<{ lesson: LoadedLesson; lab: Lab; home: string }> {
  const lesson = await loadedOne(lessonFiles("01-sums", withExtra, { "data/numbers.csv": "1,2\n" }));
  const [lab] = lesson.lesson.labs;
  assert.ok(lab);
  return { lesson, lab, home: lessonsFolder({}) };
}

describe("a learner's copy of a lab", () => {
  it("has the starter and the extras, placed as in the lesson", async () => {
    const { lesson, lab, home } = await lessonWithLab();
    const copy = await copyLab(lesson, lab, home);
    assert.deepEqual(copy, {
      path: join(home, "parallel-labs", "sums", "labs", "adding.py"),
      existed: false,
    });
    assert.equal(readFileSync(copy.path, "utf8"), "total = 0\n");
    assert.equal(readFileSync(join(home, "parallel-labs", "sums", "data", "numbers.csv"), "utf8"), "1,2\n");
  });

  it("is left as it is once it is there, and so are its extras", async () => {
    const { lesson, lab, home } = await lessonWithLab();
    const { path } = await copyLab(lesson, lab, home);
    writeFileSync(path, "mine");
    const extra = join(home, placeOfCopy("sums", "data/numbers.csv"));
    writeFileSync(extra, "mine too");
    assert.deepEqual(await copyLab(lesson, lab, home), { path, existed: true });
    assert.deepEqual(
      [path, extra].map((file) => readFileSync(file, "utf8")),
      ["mine", "mine too"],
    );
    rmSync(extra);
    await copyLab(lesson, lab, home);
    assert.equal(readFileSync(extra, "utf8"), "1,2\n", "an extra that is missing comes back");
  });

  it("stays although its lesson's files are gone", async () => {
    const { lesson, lab, home } = await lessonWithLab();
    const { path } = await copyLab(lesson, lab, home);
    rmSync(lesson.folder, { recursive: true });
    assert.deepEqual(await copyLab(lesson, lab, home), { path, existed: true });
  });

  it("is made once when two ask for it at the same time", async () => {
    const { lesson, lab, home } = await lessonWithLab();
    const copies = await Promise.all([1, 2, 3].map(() => copyLab(lesson, lab, home)));
    assert.deepEqual(copies.map(({ existed }) => existed).sort(), [false, true, true]);
  });

  for (const link of ["parallel-labs", "parallel-labs/sums", "parallel-labs/sums/labs"]) {
    it(`is not written where ${link} is a link out of the learner's folder`, async () => {
      const { lesson, lab, home } = await lessonWithLab();
      const outside = lessonsFolder({});
      mkdirSync(join(home, link, ".."), { recursive: true });
      symlinkSync(outside, join(home, link));
      await assert.rejects(copyLab(lesson, lab, home), /link that leads out/);
      await assert.rejects(resetCopy(lesson, lab, home, NOON), /link that leads out|ENOENT/);
      assert.deepEqual(readdirSync(outside), []);
    });
  }

  it("is not written through a link that leads nowhere yet", async () => {
    const { lesson, lab, home } = await lessonWithLab();
    const outside = lessonsFolder({});
    const path = join(home, placeOfCopy("sums", lab.file));
    mkdirSync(join(path, ".."), { recursive: true });
    symlinkSync(join(outside, "new.py"), path);
    assert.deepEqual(await copyLab(lesson, lab, home), { path, existed: true });
    assert.deepEqual(readdirSync(outside), []);
  });

  it("may be in a folder that is a link itself", async () => {
    const { lesson, lab, home } = await lessonWithLab();
    const link = join(lessonsFolder({}), "link");
    symlinkSync(home, link);
    const { path } = await copyLab(lesson, lab, link);
    assert.ok(existsSync(path) && existsSync(join(home, placeOfCopy("sums", lab.file))));
  });

  it("is not made of a file that has become a link out of the lessons", async () => {
    const { lesson, lab, home } = await lessonWithLab();
    const secret = join(lessonsFolder({ secret: "secret" }), "secret");
    const starter = join(lesson.folder, lab.file);
    rmSync(starter);
    symlinkSync(secret, starter);
    await assert.rejects(copyLab(lesson, lab, home), /has no file labs\/adding\.py any more/);
    await assert.rejects(readPackFile(lesson, "../../secret"), /has no file/);
    assert.equal(existsSync(join(home, placeOfCopy("sums", lab.file))), false);
  });

  it("is known by its place", async () => {
    const { lesson, lab } = await lessonWithLab();
    const lessons = [lesson.lesson];
    const path = join("/home/a", placeOfCopy("sums", lab.file));
    assert.deepEqual(labAtPath(path, ["/other", "/home/a"], lessons), { lesson: "sums", lab: "adding" });
    assert.equal(labAtPath(path, ["/home"], lessons), undefined);
    assert.equal(labAtPath(path, ["/home/a"], []), undefined);
    assert.equal(labAtPath(`${path}.txt`, ["/home/a"], lessons), undefined);
    assert.equal(
      labAtPath(join("/home/a", placeOfCopy("sums", "solutions/adding.py")), ["/home/a"], lessons),
      undefined,
    );
  });
});

describe("resetting a lab", () => {
  async function changedLab() {
    const { lesson, lab, home } = await lessonWithLab();
    const { path } = await copyLab(lesson, lab, home);
    writeFileSync(path, "mine");
    const files = () => readdirSync(join(path, "..")).sort();
    const read = (file: string) => readFileSync(file, "utf8");
    return { lesson, lab, home, path, files, read };
  }

  it("keeps what the learner had, and begins anew", async () => {
    const { lesson, lab, home, path, files, read } = await changedLab();
    const { backup } = await resetCopy(lesson, lab, home, NOON);
    assert.deepEqual(files(), ["adding.backup-2026-11-22-1015.py", "adding.py"]);
    assert.deepEqual([read(backup), read(path)], ["mine", "total = 0\n"]);
  });

  it("never overwrites a backup", async () => {
    const { lesson, lab, home, path, files, read } = await changedLab();
    await resetCopy(lesson, lab, home, NOON);
    writeFileSync(path, "mine again");
    const { backup } = await resetCopy(lesson, lab, home, NOON);
    assert.deepEqual(files(), [
      "adding.backup-2026-11-22-1015-2.py",
      "adding.backup-2026-11-22-1015.py",
      "adding.py",
    ]);
    assert.equal(read(backup), "mine again");
    assert.equal(read(join(path, "..", "adding.backup-2026-11-22-1015.py")), "mine");
  });

  it("changes nothing when the starter cannot be read", async () => {
    const { lesson, lab, home, path, files, read } = await changedLab();
    rmSync(join(lesson.folder, lab.file));
    await assert.rejects(resetCopy(lesson, lab, home, NOON), /has no file/);
    assert.deepEqual([files(), read(path)], [["adding.py"], "mine"]);
  });

  it("leaves nothing behind when there is no copy", async () => {
    const { lesson, lab, home, path, files } = await changedLab();
    rmSync(path);
    await assert.rejects(resetCopy(lesson, lab, home, NOON), /ENOENT/);
    assert.deepEqual(files(), []);
  });

  it("can be taken back", async () => {
    const { lesson, lab, home, path, files, read } = await changedLab();
    assert.equal(await undoReset(await resetCopy(lesson, lab, home, NOON), NOON), undefined);
    assert.deepEqual([files(), read(path)], [["adding.py"], "mine"]);
  });

  it("can be taken back without losing what was written since", async () => {
    const { lesson, lab, home, path, read } = await changedLab();
    const reset = await resetCopy(lesson, lab, home, NOON);
    writeFileSync(path, "newer");
    const other = await undoReset(reset, NOON);
    assert.deepEqual([read(path), read(other ?? "")], ["mine", "newer"]);
  });

  it("cannot be taken back when the backup is gone, and then loses nothing", async () => {
    const { lesson, lab, home, path, read } = await changedLab();
    const reset = await resetCopy(lesson, lab, home, NOON);
    rmSync(reset.backup);
    await assert.rejects(undoReset(reset, NOON), /is not there any more/);
    assert.equal(read(path), "total = 0\n");
  });

  it("names backups by the time", () => {
    assert.equal(
      backupName("a.test.mjs", new Date(2026, 0, 2, 3, 4), 1),
      "a.test.backup-2026-01-02-0304.mjs",
    );
    assert.equal(backupName("Makefile", NOON, 3), "Makefile.backup-2026-11-22-1015-3");
  });
});
