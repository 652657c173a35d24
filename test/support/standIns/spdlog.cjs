// Stands in for @vscode/spdlog, whose native part needs a compiler to install: without it the editor writes no log
// files, and an extension's output channels, which are such files, stay empty. Placed there by install.mjs.
"use strict";
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const LEVELS = ["trace", "debug", "info", "warn", "error", "critical"];

class Logger {
  #level = 0;
  #plain = false;

  constructor(_type, _name, file) {
    this.file = file;
    for (const [rank, level] of LEVELS.entries())
      this[level] = (message) => this.#write(rank, level, message);
  }

  #write(rank, level, message) {
    if (rank < this.#level) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    try {
      appendFileSync(this.file, this.#plain ? message : `${time} [${level}] ${message}\n`);
    } catch {
      // The log folder goes first when a test removes its server's files.
    }
  }

  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {}
  clearFormatters() {
    this.#plain = true;
  }
  flush() {}
  drop() {}
}

async function createRotatingLogger(name, file) {
  mkdirSync(dirname(file), { recursive: true });
  return new Logger("rotating", name, file);
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createRotatingLogger;
exports.createAsyncRotatingLogger = createRotatingLogger;
