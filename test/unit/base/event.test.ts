import assert from "node:assert/strict";
import { Emitter } from "../../../src/base/event";

describe("events", () => {
  it("reach every listener in the order of subscribing", () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    emitter.event((value) => heard.push(`a${value}`));
    emitter.event((value) => heard.push(`b${value}`));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, ["a1", "b1", "a2", "b2"]);
  });

  it("reach a listener as often as it subscribed, until each subscription ends", () => {
    const emitter = new Emitter<void>();
    let heard = 0;
    const listener = () => {
      heard += 1;
    };
    const first = emitter.event(listener);
    emitter.event(listener);
    emitter.fire();
    assert.equal(heard, 2);
    first.dispose();
    first.dispose();
    emitter.fire();
    assert.equal(heard, 3);
  });

  it("reach those who were subscribed when it happened", () => {
    const emitter = new Emitter<void>();
    const heard: string[] = [];
    const first = emitter.event(() => {
      heard.push("first");
      first.dispose();
      emitter.event(() => heard.push("late"));
    });
    emitter.event(() => heard.push("second"));
    emitter.fire();
    assert.deepEqual(heard, ["first", "second"]);
    emitter.fire();
    assert.deepEqual(heard, ["first", "second", "second", "late"]);
  });

  it("reach nobody after the emitter's end", () => {
    const emitter = new Emitter<void>();
    emitter.event(() => assert.fail());
    emitter.dispose();
    emitter.fire();
  });
});
