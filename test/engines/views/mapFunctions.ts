/**
 * The functions that the load-balanced view's tests map, with the same meaning in both languages. `folder` is pushed
 * by the test: functions that wait leave a file there and go on when a file `go` appears.
 */
export const mapFunctions = {
  python: `
import os, time

def square(x): return x * x
def pair(x): return [x, "seen"]
def prints(x): print("item", x)

def slow(x):
    time.sleep(0.05)
    return x

def odd_number(name):
    return [1, float("nan")] if name == "one" else float(name)

def picky(x):
    if x and x % 13 == 0: raise ValueError(f"not {x}")
    return x

def unsendable(x):
    return {1, 2} if x == 2 else x

def leave(name):
    open(os.path.join(folder, name), "w").close()

def wait():
    while not os.path.exists(os.path.join(folder, "go")): time.sleep(0.01)

def wait_for_go(x):
    leave(f"at-work-{engine_id}")
    wait()
    return x * x

def first_waits(x):
    if x == 0:
        leave(f"waits-{engine_id}")
        wait()
    return x

def killer(x):
    if x == 3: os._exit(9)
    return x
`,
  node: `
const fs = require("node:fs"), path = require("node:path");

function square(x) { return x * x; }
function pair(x) { return [x, "seen"]; }
function prints(x) { console.log("item", x); }

function pause(ms) { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms); }

function slow(x) {
  pause(50);
  return x;
}

function odd_number(name) {
  return { nan: NaN, inf: Infinity, "-inf": -Infinity, one: [1, NaN] }[name];
}

function picky(x) {
  if (x && x % 13 === 0) throw new RangeError("not " + x);
  return x;
}

function unsendable(x) {
  return x === 2 ? new Set([1, 2]) : x;
}

function leave(name) { fs.writeFileSync(path.join(folder, name), ""); }

function wait() { while (!fs.existsSync(path.join(folder, "go"))) pause(10); }

function wait_for_go(x) {
  leave("at-work-" + engine_id);
  wait();
  return x * x;
}

function first_waits(x) {
  if (x === 0) {
    leave("waits-" + engine_id);
    wait();
  }
  return x;
}

function killer(x) {
  if (x === 3) process.exit(9);
  return x;
}
`,
} as const;
