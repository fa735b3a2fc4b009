// Microsoft's parser of Power Query M. Arguments: the folder of the oracles, the list of library names ("" when absent).
// Reads a JSON array of {where, text} on standard input; prints a JSON array of {oracle, where, message}.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [oracles, libraryFile] = process.argv.slice(2);
const require = createRequire(join(oracles, "package.json"));
const { DefaultSettings, TaskUtils } = require("@microsoft/powerquery-parser");
const library = libraryFile ? new Set(readFileSync(libraryFile, "utf8").split(/\s+/)) : null;
const findings = [];

/** Names of the standard library (`Table.Skip`, `Int64.Type`) that do not exist. */
function unknownNames(text) {
  const code = text.replace(/"(?:[^"]|"")*"/g, '""').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, "");
  const names = code.match(/(?<![\w.#])[A-Z][A-Za-z0-9]*\.[A-Z][A-Za-z0-9.]*/g) ?? [];
  return [...new Set(names)].filter((name) => !library.has(name));
}

for (const { where, text } of JSON.parse(readFileSync(0, "utf8"))) {
  const task = await TaskUtils.tryLexParse(DefaultSettings, text);
  if (!TaskUtils.isParseStageOk(task)) {
    findings.push({ oracle: "m", where, message: task.error?.message ?? "cannot be read" });
  } else if (library) {
    for (const name of unknownNames(text)) findings.push({ oracle: "m-library", where, message: `the M library has no ${name}` });
  }
}
console.log(JSON.stringify(findings));
