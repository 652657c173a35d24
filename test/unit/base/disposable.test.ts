import assert from "node:assert/strict";
import { DisposableStore, toDisposable } from "../../../src/base/disposable";

describe("disposables", () => {
  it("release once, however often they are disposed", () => {
    let released = 0;
    const one = toDisposable(() => released++);
    one.dispose();
    one.dispose();
    assert.equal(released, 1);
  });

  it("of a store are released in the reverse order of their adding, once", () => {
    const released: string[] = [];
    const store = new DisposableStore();
    for (const name of ["a", "b", "c"]) store.add({ dispose: () => released.push(name) });
    store.dispose();
    store.dispose();
    assert.deepEqual(released, ["c", "b", "a"]);
  });

  it("that come to a store too late are released at once", () => {
    const store = new DisposableStore();
    store.dispose();
    let released = 0;
    const item = toDisposable(() => released++);
    assert.equal(store.add(item), item);
    assert.equal(released, 1);
  });
});
