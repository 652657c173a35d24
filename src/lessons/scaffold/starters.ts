import type { Language } from "../../protocol/language";

/** The files of a new lesson's lab. */
export interface Starter {
  readonly ending: string;
  readonly starter: string;
  readonly solution: string;
  readonly check: string;
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
    check: `"""Checks of the lab: functions whose names begin with check_, each of which gets the lab."""


def check_every_engine_has_its_share(lab):
    """The engines' sums make the whole sum, which they do only if no number is taken twice."""
    assert sum(lab.pull("total")) == sum(range(1000)), "divide the numbers with engine_id and engine_count"


def check_several_engines_worked(lab):
    assert lab.run.engines_used >= 2, "run the lab on two engines or more"
`,
  },
  javascript: {
    ending: ".js",
    starter: javascript("numbers /* change this: every engine takes them all */"),
    solution: javascript("numbers.filter((_, index) => index % engine_count === engine_id)"),
    check: `// Checks of the lab: functions whose names begin with check, each of which gets the lab and throws if it fails.

/** The engines' sums make the whole sum, which they do only if no number is taken twice. */
exports.checkEveryEngineHasItsShare = async (lab) => {
  const totals = await lab.pull("total");
  const whole = totals.reduce((sum, total) => sum + total, 0);
  if (whole !== 499500) throw new Error("divide the numbers with engine_id and engine_count");
};

exports.checkSeveralEnginesWorked = (lab) => {
  if (lab.run.engines_used < 2) throw new Error("run the lab on two engines or more");
};
`,
  },
};
