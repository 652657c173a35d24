/**
 * The language server: `node server.js --stdio` for any editor, `--node-ipc` for ours. It speaks over pipes alone, and
 * ends with its client.
 */
import { join } from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { version } from "../../package.json";
import { Grammars } from "../language/syntax/grammars";
import { serve } from "./languageServer";

const TRANSPORTS = ["--stdio", "--node-ipc"];

if (process.argv.some((argument) => TRANSPORTS.includes(argument))) {
  process.on("disconnect", () => process.exit(1));
  const connection = createConnection(ProposedFeatures.all);
  serve(connection, new Grammars(join(__dirname, "grammars")), version);
  connection.listen();
} else {
  process.stderr.write("This is a language server. Have an editor start it as: node server.js --stdio\n");
  process.exitCode = 2;
}
