import type { CallOutcome, EngineCall } from "../../protocol/engineCalls";
import type { EngineProcess } from "../driver/engineProcess";

export class JobStaging {
  constructor(
    _process: EngineProcess,
    _engine: number,
  ) {}

  async run(
    call: Extract<EngineCall, { op: "job" }>,
    run: (call: EngineCall) => Promise<CallOutcome>,
    _isInterrupted: () => boolean,
  ): Promise<CallOutcome> {
    return run(call);
  }
}
