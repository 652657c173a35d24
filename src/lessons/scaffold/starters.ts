import type { Language } from "../../protocol/language";

/** The files of a new lesson's lab. */
export interface Starter {
  readonly ending: string;
  readonly starter: string;
  readonly solution: string;
  readonly check: string;
  readonly checkEnding: string;
}

const python = (share: string) => `"""Each engine adds up its own share of the numbers."""

# %% The share of this engine
numbers = range(1000)
mine = ${share}

# %% Its sum
total = sum(mine)
total
`;

const javascript = (share: string) => `// Each engine adds up its own share of the numbers.

// %% The share of this engine
const numbers = Array.from({ length: 1000 }, (_, number) => number);
const mine = ${share};

// %% Its sum
const total = mine.reduce((sum, number) => sum + number, 0);
total;
`;

/** By the lab's language. */
export const starters: Readonly<Record<Language, Starter>> = {
  python: {
    ending: ".py",
    starter: python("numbers  # change this: every engine takes them all"),
    solution: python("numbers[engine_id::engine_count]"),
    checkEnding: ".py",
    check: `"""Checks of the lab: functions whose names begin with check_; the first line of
each is what learners see.
"""


def check_several_engines(lab):
    """The file ran on more than one engine"""
    assert lab.run.engines_used >= 2, "Run the lab on two engines or more."


def check_sums_make_the_whole(lab):
    """The engines' sums make the sum of all numbers"""
    total = sum(lab.values("total"))
    assert total == sum(range(1000)), (
        f"Together the engines have {total}: each number belongs to one engine only."
    )
`,
  },
  javascript: {
    ending: ".js",
    starter: javascript("numbers /* change this: every engine takes them all */"),
    solution: javascript("numbers.filter((_, index) => index % engine_count === engine_id)"),
    checkEnding: ".mjs",
    check: `// Checks of the lab: functions whose names begin with check; the comment above each is
// what learners see.

/** The file ran on more than one engine */
export function checkSeveralEngines(lab) {
  if (lab.run.engines_used < 2) throw new Error("Run the lab on two engines or more.");
}

/** The engines' sums make the sum of all numbers */
export async function checkSumsMakeTheWhole(lab) {
  const total = (await lab.values("total")).reduce((sum, one) => sum + one, 0);
  if (total !== 499500) {
    const said = \`Together the engines have \${total}\`;
    throw new Error(\`\${said}: each number belongs to one engine only.\`);
  }
}
`,
  },
};
