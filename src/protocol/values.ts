/** What JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Bytes, either here or in a private temporary file that sender and receiver can both map. */
export type Payload =
  | { readonly data: Uint8Array<ArrayBuffer> }
  | { readonly file: string; readonly size: number };

/**
 * A value on its way to or from an engine.
 * - `json`: plain data, decoded on both sides;
 * - `bytes`: a Python `bytes`, a JavaScript `Uint8Array`;
 * - `opaque`: what only engines of the same language can decode (`pickle`, or `v8` structured clone);
 *   Node passes it on unread. `type` and `repr` tell a person what it is.
 */
export type Value =
  | { readonly kind: "json"; readonly value: Json }
  | { readonly kind: "bytes"; readonly payload: Payload }
  | {
      readonly kind: "opaque";
      readonly format: "pickle" | "v8";
      readonly type: string;
      readonly repr: string;
      readonly payload: Payload;
    };

/**
 * What a cell's last expression, or a call of `display`, shows. `text` is always there and short;
 * `html` and `svg` are untrusted markup, `png` is a picture's bytes, and `json` is the value itself where it is plain
 * data, too long for one line and not too large for a page.
 */
export interface RichValue {
  readonly text: string;
  readonly html?: string;
  readonly svg?: string;
  readonly png?: Uint8Array<ArrayBuffer>;
  readonly json?: Json;
}
