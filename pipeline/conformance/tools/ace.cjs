// Runs Ace on many books in one browser: node ace.cjs FOLDER BOOK…  One line of JSON for each book that was judged.
const path = require("node:path");
const home = require("node:module").createRequire(path.join(process.env.CHANCERY_JUDGES, "package.json"));
const ace = home("@daisy/ace-core");
const runner = home("@daisy/ace-axe-runner-puppeteer");
const puppeteer = require(require.resolve("puppeteer", { paths: [home.resolve("@daisy/ace-axe-runner-puppeteer")] }));
const FLAGS = require("./flags.json");

const launch = puppeteer.launch.bind(puppeteer);
puppeteer.launch = (options) => launch({ ...options, timeout: 60000, args: [...options.args, ...FLAGS] });

// Ace opens and closes a browser for every book. This one stays open.
const shared = { ...runner, concurrency: 2, launch: async () => {}, close: async () => {} };

(async () => {
  const [folder, ...books] = process.argv.slice(2);
  await runner.launch();
  for (const [number, book] of books.entries()) {
    const options = { cwd: process.cwd(), outdir: path.join(folder, `${number}`), lang: "en", silent: true };
    try {
      const [, report] = await ace(book, options, shared);
      const line = { file: book, outcome: report["earl:result"]["earl:outcome"], assertions: report.assertions };
      process.stdout.write(JSON.stringify(line) + "\n");
    } catch (error) {
      console.error(`${book}: ${error}`); // a book without a line has no verdict; the others go on
    }
  }
  await runner.close();
})().catch((error) => {
  console.error(String(error));
  process.exit(2);
});
