/** A worker of workerpool's own pool. */
const workerpool = require("workerpool");

workerpool.worker({ abs: (number) => Math.abs(number) });
