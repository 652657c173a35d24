import type { Question } from "../../protocol/checkQuestions";
import type { RequestFrame, ResponseFrame } from "../../protocol/engineFrames";
import { LabError } from "./lab";
import { decode, encode } from "./values";

type AnswerFrame = Extract<RequestFrame, { op: "answer" }>;
type AskFrame = Omit<Extract<ResponseFrame, { op: "ask" }>, "buffers">;

let asked = 0;

/** The questions to the host that a call's code waits for. */
export class Questions {
  private readonly waiting = new Map<
    number,
    { resolve(values: readonly unknown[]): void; reject(error: Error): void }
  >();

  constructor(
    private readonly folder: string,
    private readonly send: (frame: AskFrame, pieces: readonly Uint8Array[]) => void,
  ) {}

  async ask(name: Question["name"], args: readonly unknown[]): Promise<readonly unknown[]> {
    const pieces: Uint8Array[] = [];
    const encoded = args.map((value, at) => encode(value, pieces, this.folder, `argument ${at}`));
    asked += 1;
    const id = asked;
    const answer = new Promise<readonly unknown[]>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
    this.send({ op: "ask", id, name, args: encoded, kwargs: {} }, pieces);
    return answer;
  }

  answer({ id, error, values = [] }: AnswerFrame, pieces: readonly Uint8Array[]): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error !== undefined) waiting?.reject(new LabError(error));
    else waiting?.resolve(values.map((value) => decode(value, pieces)));
  }
}
