// Stands in for @vscode/native-watchdog, whose native part needs a compiler to install. The extension host also asks
// every second by itself whether its parent lives, which is enough. Placed there by install.mjs.
"use strict";

exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);
