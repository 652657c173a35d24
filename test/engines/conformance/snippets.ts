/** The same meanings in each backend's language. Names are of the engine's namespace; texts go into literals. */
export interface Snippets {
  assign(name: string, value: number): string;
  /** An expression whose value is the number of the names that a user defined before. */
  isDefined(name: string): string;
  /** An expression: whether the code runs as the main program. */
  readonly isMain: string;
  print(text: string): string;
  printError(text: string): string;
  /** Writes bytes straight to a descriptor, as C code does, past the language's own streams. */
  writeTo(descriptor: 1 | 2, bytes: Buffer): string;
  /** Runs a child process that writes to its own stdout and stderr, and waits for it. */
  childPrints(text: string, errorText: string): string;
  /** Goes on once a file exists. */
  waitFor(file: string): string;
  /** Prints without end. */
  readonly printForever: string;
  /** Prints so many bytes. */
  printMany(bytes: number): string;
  /** Loops for ever without a pause. */
  readonly loop: string;
  /** Waits for ever without using the processor. */
  readonly sleep: string;
  /** Runs for ever, whatever asks it to stop. */
  readonly stubborn: string;
  raise(message: string): string;
  /** The name of the error that {@link raise} raises. */
  readonly errorName: string;
  /** Three lines: a function's head, one that raises in it, and one that calls it. */
  nestedRaise(message: string): readonly [head: string, raises: string, calls: string];
  /** Raises one error while another is handled. */
  chained(first: string, second: string): string;
  readonly syntaxError: string;
  abort: string;
  exit(status: number): string;
  /** Starts a child process that would run for ever and gives its pid as the result. */
  readonly startChild: string;
  /** Displays a value that has a picture (PNG), markup (HTML) and a drawing (SVG), between two printed lines. */
  readonly displayRich: string;
  /** An expression with a rich value: HTML `<b>bold</b>`, SVG `<svg/>`, PNG the bytes 137 80 78 71. */
  readonly rich: string;
  /** An expression: plain data, whose JSON is `{"words":["…",…],"empty":null}` with a hundred words `word 0` and so on. */
  readonly plainData: string;
  /** Defines a name as so many bytes that count up from 0 and wrap at 251. */
  makeBytes(name: string, size: number): string;
  /** An expression: whether a name holds exactly what {@link makeBytes} makes. */
  isBytes(name: string, size: number): string;
  /** Defines a name as a value that no JSON can carry. */
  makeOpaque(name: string): string;
  /** An expression: whether a name holds what {@link makeOpaque} made. */
  isOpaque(name: string): string;
  /** Defines a name as an opaque value of more than 2 MB. */
  makeLargeOpaque(name: string): string;
  isLargeOpaque(name: string): string;
  /** An expression that gives the engine's own process id. */
  readonly pid: string;
  /** The language's words for true and for a text value, as results show them. */
  readonly yes: string;
  text(value: string): string;
  /** Defines a function of one number that gives its square. */
  square(name: string): string;
}
