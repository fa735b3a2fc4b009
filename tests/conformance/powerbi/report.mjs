// Microsoft's validator of PBIR reports, with the published schemas read from disk instead of the web.
// Arguments: the folder of the oracles, the folder of the schemas ("" when absent), report folders.
// Prints one JSON object: the diagnostics of each report and the schemas that were read.
import { syncBuiltinESMExports } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Readable } from "node:stream";
import https from "node:https";

const [oracles, schemas, ...reports] = process.argv.slice(2);
const served = [];
const unreachable = [];

/** The file that holds the schema of this address: Fabric's by path, a theme's by name. */
function schemaFile(address) {
  const { hostname, pathname } = new URL(address);
  return hostname === "developer.microsoft.com"
    ? join(schemas, pathname.replace(/^\/json-schemas\//, ""))
    : join(schemas, "theme", basename(pathname));
}

https.get = (address, _options, answer) => {
  const file = schemas && schemaFile(String(address));
  const found = file && existsSync(file);
  (found ? served : unreachable).push(String(address));
  const response = Readable.from(found ? [readFileSync(file)] : []);
  response.statusCode = found ? 200 : 404;
  response.headers = {};
  queueMicrotask(() => answer(response));
  return { on: () => {}, destroy: () => {} };
};
// The validator binds `https` by its default export, which is this same object.
syncBuiltinESMExports();

const entry = join(oracles, "node_modules/@microsoft/powerbi-report-authoring-cli/dist/index.js");
const library = await import(pathToFileURL(entry).href);
const provider = await library.getMetadataProvider();
const results = {};
for (const report of reports) {
  const summary = await library.runReportValidation({
    reportDir: report,
    defDir: join(report, "definition"),
    provider,
    skipSchema: !schemas,
  });
  results[report] = Object.entries(summary.diagnostics).flatMap(([code, { severity, items }]) =>
    items.map((item) => ({ code, severity, ...item })),
  );
}
console.log(JSON.stringify({ results, served, unreachable }));
