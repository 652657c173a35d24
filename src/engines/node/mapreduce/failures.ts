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
