/** Python's own names, up to 3.14, and those that every engine of this product has. */
const BUILTINS: ReadonlySet<string> = new Set(
  [
    "ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError",
    "BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError",
    "ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning",
    "EnvironmentError Exception ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError",
    "FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError",
    "InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError",
    "ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError",
    "OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError",
    "RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration",
    "StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError",
    "UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError",
    "UnicodeWarning UserWarning ValueError Warning WindowsError ZeroDivisionError __build_class__",
    "__debug__ __doc__ __file__ __import__ __name__ abs aiter all anext any ascii bin bool breakpoint",
    "bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec",
    "filter float format frozenset getattr globals hasattr hash help hex id input int isinstance",
    "issubclass iter len list locals map max memoryview min next object oct open ord pow print property",
    "range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip",
    "exit quit copyright credits license",
    "engine_id engine_count display",
  ].flatMap((line) => line.split(" ")),
);

/** Whether every engine knows a name, whatever it has run. */
export function isBuiltin(name: string): boolean {
  return BUILTINS.has(name);
}
