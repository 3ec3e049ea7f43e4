// Readability.js as a process: a page a line comes in, its result and processor time go out.
// `node extract.mjs FOLDER` is run by tests/bench/extractors.py; FOLDER holds node_modules.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const need = createRequire(process.argv[2] + "/");
const { Readability } = need("@mozilla/readability");
const { parseHTML } = need("linkedom");

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const before = process.cpuUsage();
  let out = "";
  try {
    const { document } = parseHTML(JSON.parse(line));
    out = new Readability(document).parse()?.content ?? "";
  } catch (why) {
    console.error(`Readability.js: ${why}`.slice(0, 200));
  }
  const used = process.cpuUsage(before);
  process.stdout.write(JSON.stringify({ out, seconds: (used.user + used.system) / 1e6 }) + "\n");
}
