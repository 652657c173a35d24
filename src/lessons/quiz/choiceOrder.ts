import type { Choice, Question } from "../../protocol/lesson";
import { fingerprint } from "../fingerprint";

/**
 * The choices of a question in the order in which they are shown: mixed, because authors tend to write the right one
 * first, and always the same, so that a learner who tries again finds them where they were. It depends on nothing but
 * their texts: a choice that is added or moved leaves the others in their order.
 */
export function choiceOrder({ id, choices }: Question): readonly Choice[] {
  const rank = new Map(choices.map((choice) => [choice, fingerprint(`${id}\n${choice.text}`)]));
  const of = (choice: Choice) => rank.get(choice) ?? "";
  return [...choices].sort((a, b) => (of(a) < of(b) ? -1 : 1));
}
