/** Signs that a terminal or an editor obeys instead of showing them: controls, and those that turn the direction of text. */
export const INVISIBLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
