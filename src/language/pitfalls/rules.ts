import type { PitfallRule } from "./pitfall";
import { engineImport } from "./rules/engineImport";
import { gilThreads } from "./rules/gilThreads";
import { mainGuard } from "./rules/mainGuard";
import { notAssociative } from "./rules/notAssociative";
import { pastedHtml } from "./rules/pastedHtml";
import { poolLeak } from "./rules/poolLeak";
import { python2 } from "./rules/python2";
import { racyUpdate } from "./rules/racyUpdate";
import { sameSeed } from "./rules/sameSeed";
import { sharedGlobal } from "./rules/sharedGlobal";
import { tinyTasks } from "./rules/tinyTasks";
import { unpicklable } from "./rules/unpicklable";

/** Every pitfall that is looked for, each in a file of its own. */
export const rules: readonly PitfallRule[] = [
  engineImport,
  sharedGlobal,
  notAssociative,
  unpicklable,
  mainGuard,
  sameSeed,
  racyUpdate,
  poolLeak,
  gilThreads,
  tinyTasks,
  python2,
  pastedHtml,
];
