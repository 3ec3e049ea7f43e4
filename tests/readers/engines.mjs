// Opens e-books in reading engines and in an accessibility checker, all in one Chromium.
// `node engines.mjs CHROMIUM` takes a line of JSON a job, {do, book, …}, and answers with a line each:
// what was found as {found}, or why it came to no end as {failed}.
import { readFile, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize, sep } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const need = createRequire(import.meta.url);
const HERE = fileURLToPath(new URL(".", import.meta.url));
const KINDS = { ".html": "text/html", ".js": "text/javascript", ".epub": "application/epub+zip" };
// What Chromium says of a frame that a reading engine makes, whatever book is in it.
const SANDBOX = /can escape its sandboxing/;

// The checker speaks of its work on standard output, where our answers go.
const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

createRequire(need.resolve("@daisy/ace-core"))("winston").configure({ silent: true });

const books = [];
const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
  const [, room, name] = path.match(/^\/(book|npm|here)\/(.*)$/) ?? [];
  const file = { book: books[parseInt(name)], npm: join(HERE, "node_modules", name ?? ""), here: join(HERE, name ?? "") }[room];
  try {
    if (!file || name.split(sep).includes("..")) throw new Error(path);
    const body = await readFile(file);
    response.writeHead(200, { "content-type": KINDS[extname(file)] ?? "text/plain" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise(done => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await need("puppeteer-core").launch({
  executablePath: process.argv[2],
  args: ["--no-sandbox", "--disable-gpu"],
});

// A page that lets nothing out but what lies on this machine, and writes down all that went wrong.
async function watched() {
  const page = await browser.newPage();
  const wrong = [];
  page.on("pageerror", error => wrong.push(`error: ${error.message}`));
  page.on("console", said => {
    if (["error", "warn"].includes(said.type()) && !SANDBOX.test(said.text())) {
      wrong.push(`${said.type()}: ${said.text()}`);
    }
  });
  page.on("requestfailed", request => wrong.push(`failed: ${request.url().slice(0, 200)}`));
  await page.setRequestInterception(true);
  page.on("request", request => {
    const at = request.url();
    if (at.startsWith(origin) || /^(?:about|blob|data):/.test(at)) return request.continue();
    wrong.push(`request: ${at}`);
    return request.abort();
  });
  return { page, wrong };
}

async function read(engine, book) {
  const { page, wrong } = await watched();
  try {
    // A telephone: what fits there fits everywhere.
    await page.setViewport({ width: 360, height: 640 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await page.goto(`${origin}/here/${engine}.html`);
    const at = `${origin}/book/${books.push(book) - 1}/book.epub`;
    const found = await page.evaluate(url => window.read(url), at);
    return { ...found, wrong };
  } finally {
    await page.close();
  }
}

// Pictures of pages as a reader holds them, by day and by night: `pages` are the numbers of a document
// and of a page in it; they are written to `folder` as PNG.
async function screens(book, { pages, folder }) {
  const at = `${origin}/book/${books.push(book) - 1}/book.epub`;
  const written = [];
  for (const night of [false, true]) {
    const { page, wrong } = await watched();
    await page.setViewport({ width: 420, height: 640, deviceScaleFactor: 1.5 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: night ? "dark" : "light" }]);
    await page.goto(`${origin}/here/foliate.html`);
    for (const [document, ahead] of pages) {
      await page.evaluate((...how) => window.show(...how), at, night, document, ahead);
      const path = join(folder, `${document}-${ahead}-${night ? "night" : "day"}.png`);
      await page.screenshot({ path });
      written.push(path);
    }
    await page.close();
    if (wrong.length) throw new Error(wrong.join("\n"));
  }
  return { written };
}

// What Ace asks of a browser: each document opened, its scripts run there, and what they found.
const idle = [];
const runner = {
  concurrency: 2,
  setTimeout: () => {},
  launch: async () => {},
  close: async () => {},
  run: async (url, scripts, contents) => {
    const page = idle.pop() ?? (await offline());
    try {
      await page.goto(url);
      const files = scripts.map(path => ({ url: pathToFileURL(path).href }));
      for (const one of [...contents.map(content => ({ content })), ...files]) {
        const script = await page.addScriptTag(one);
        await script.evaluate(element => element.setAttribute("data-ace", ""));
      }
      return await page.evaluate(
        () => new Promise((done, failed) => window.daisy.ace.run((why, found) => (why ? failed(why) : done(found)))),
      );
    } finally {
      idle.push(page);
    }
  },
};

async function offline() {
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on("request", asked => (/^https?:/.test(asked.url()) ? asked.abort() : asked.continue()));
  return page;
}

async function check(book) {
  const folder = await mkdtemp(join(tmpdir(), "ace-"));
  try {
    const asked = { cwd: folder, outdir: folder, tmpdir: folder, silent: true, jobid: "" };
    const [, report] = await need("@daisy/ace-core")(book, asked, runner);
    return {
      outcome: report["earl:result"]["earl:outcome"],
      documents: report.assertions.map(one => one["earl:testSubject"].url),
      assertions: report.assertions.flatMap(document =>
        document.assertions.map(one => ({
          document: document["earl:testSubject"].url,
          rule: one["earl:test"]["dct:title"],
          impact: one["earl:test"]["earl:impact"],
          says: one["earl:result"]["dct:description"],
          at: one["earl:result"].html,
        })),
      ),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const JOBS = {
  ace: check,
  foliate: book => read("foliate", book),
  epubjs: book => read("epubjs", book),
  screens,
};

for await (const line of createInterface({ input: process.stdin })) {
  const { do: job, book, ...more } = JSON.parse(line);
  const said = await JOBS[job](book, more).then(found => ({ found }), why => ({ failed: String(why?.stack ?? why) }));
  answer(JSON.stringify(said) + "\n");
}
await browser.close();
server.close();
process.exit();
