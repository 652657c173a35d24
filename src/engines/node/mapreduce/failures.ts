/** An error of the user's code, with the record or key in whose processing it was thrown. */
export class TaskFailure extends Error {
  constructor(
    readonly error: unknown,
    readonly record: string,
  ) {
    super(record);
  }
}

/** The engine was replaced since the job was loaded, so that what it held is gone. */
export class JobUnknown extends Error {
  override name = "JobUnknown";
}

/** Input that cannot be read as it was found when the job began. */
export class InputError extends Error {
  override name = "InputError";
}

/** Keys that cannot be sorted, or not be written to a file. */
export class KeyOrderError extends TypeError {
  override name = "KeyOrderError";
}

/** The disk is full, or what a job writes cannot be written for another reason. */
export class StorageError extends Error {
  override name = "StorageError";
}

const NO_ROOM: ReadonlySet<string> = new Set(["ENOSPC", "EFBIG", "EIO", "EROFS", "EDQUOT"]);

/** What to throw for an error of the system: what to do, when there is no room for a job's own files. */
export function storing(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (!code || !NO_ROOM.has(code)) return error;
  return new StorageError(
    `the job's own files cannot be written to ${folder} (${code}): free some space there, or name another folder in the variable TMPDIR`,
  );
}
