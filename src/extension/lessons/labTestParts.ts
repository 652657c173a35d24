import type { Clusters } from "../clusters";
import type { LabCopies } from "./labCopies";
import type { LearnerProgress, Lessons } from "./offeredLessons";

/** What the tests of labs work with. */
export interface LabTestParts {
  readonly lessons: Lessons;
  readonly copies: LabCopies;
  readonly learner: LearnerProgress;
  readonly clusters: Clusters;
}
