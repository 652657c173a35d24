import { open } from "node:fs/promises";

/** A file's text as UTF-8, or `not-utf8`. Reads no more than `most` bytes, also when the file grows meanwhile. */
export async function readText(path: string, most: number): Promise<string | { readonly kind: "not-utf8" }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(buffer.subarray(0, bytesRead));
  } catch (error) {
    if (error instanceof TypeError) return { kind: "not-utf8" };
    throw error;
  } finally {
    await file.close();
  }
}
