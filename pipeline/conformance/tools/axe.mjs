// Looks at pages in Chromium: node axe.mjs PAGE…  One line of JSON for each page that was seen in every view.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as looks from "./looks.mjs";

const home = createRequire(path.join(process.env.CHANCERY_JUDGES, "package.json"));
const { chromium } = home("playwright-core");
const axe = fs.readFileSync(home.resolve("axe-core/axe.min.js"), "utf8");
const flags = JSON.parse(fs.readFileSync(fileURLToPath(new URL("flags.json", import.meta.url)), "utf8"));

const SCHEMES = ["light", "dark"];
const WIDTHS = [320, 768, 1280];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const CONTRAST = "color-contrast";
const AT_ONCE = 2;
const SECONDS = Number(process.env.CHANCERY_PAGE_SECONDS);

// One finding for a kind of element, not one for each of five hundred: the first three of a rule are enough.
const FIRST = 3;

const options = (runOnly) => ({ runOnly, resultTypes: ["violations", "incomplete"] });

async function runAxe(page) {
  const result = await page.evaluate((options) => window.axe.run(options), options(TAGS));
  return findingsOf(result);
}

function findingsOf(result) {
  const findings = [];
  for (const [rules, incomplete] of [[result.violations, false], [result.incomplete, true]])
    for (const rule of rules)
      for (const node of rule.nodes.slice(0, FIRST))
        findings.push({
          rule: rule.id,
          message: [rule.help, ...[...node.any, ...node.all, ...node.none].map((check) => check.message)].join("; "),
          where: node.target.join(" "),
          incomplete,
        });
  return findings;
}

async function look(page, width) {
  const findings = width === WIDTHS[0] ? await looks.tabs(page) : []; // first: on a page that nobody has touched
  findings.push(...(await runAxe(page)), ...(await page.evaluate(looks.reflow)));
  if (width === WIDTHS[0] || width === WIDTHS.at(-1)) {
    await page.keyboard.press("Tab"); // from here on the browser shows the focus, as for one who uses the keyboard
    findings.push(...(await page.evaluate(looks.focus)));
    findings.push(...(await page.evaluate(looks.spacing)));
  }
  const undecided = (one) => one.incomplete && one.rule === CONTRAST;
  if (!findings.some(undecided)) return findings;
  const again = await page.evaluate(looks.decide, options([CONTRAST]));
  return [...findings.filter((one) => !undecided(one)), ...again.flatMap(findingsOf)];
}

// A page that takes too long has no verdict, and the others keep theirs.
async function inTime(browser, file) {
  const open = new Set();
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took more than ${SECONDS} seconds`)), SECONDS * 1000);
  });
  try {
    await Promise.race([judge(browser, file, open), late]);
  } finally {
    clearTimeout(timer);
    for (const context of open) context.close().catch(() => {});
  }
}

async function judge(browser, file, open) {
  const url = pathToFileURL(file).href;
  const report = { file, views: [], findings: [] };
  for (const colorScheme of SCHEMES)
    for (const width of WIDTHS) {
      const view = `${colorScheme} ${width}`;
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      open.add(context);
      const asked = new Set();
      await context.route("**", (route) => {
        const wanted = route.request().url();
        if (wanted.split("#")[0] === url || /^(data|blob):/.test(wanted)) return route.continue();
        asked.add(wanted);
        return route.abort();
      });
      const page = await context.newPage();
      await page.goto(url, { waitUntil: "load" });
      await page.evaluate(axe);
      const findings = (await look(page, width)).map((one) => ({ incomplete: false, ...one, view }));
      for (const wanted of asked)
        findings.push({ rule: "network", message: `the page asks for ${wanted}`, where: "", incomplete: false, view });
      report.findings.push(...findings);
      report.views.push(view);
      open.delete(context);
      await context.close();
    }
  process.stdout.write(JSON.stringify(report) + "\n");
}

const browser = await chromium.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, args: flags });
const waiting = process.argv.slice(2);
try {
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let file = waiting.shift(); file; file = waiting.shift())
        // A page without a line has no verdict; the others go on.
        await inTime(browser, file).catch((error) => console.error(`${file}: ${error}`));
    }),
  );
} finally {
  await browser.close();
}
