// Audits pages with Lighthouse in one browser, and prints as JSON, for each address, its scores (0 to 100) and what
// was found: node lighthouse.mjs CATEGORIES BROWSER FLAGS ADDRESS...
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [categories, chromePath, flags, ...addresses] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", ...flags.split(" ")], logLevel: "silent" });
const told = {};
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, {
      port: chrome.port,
      logLevel: "silent",
      onlyCategories: categories.split(","),
      // Pages are judged as soon as they are there: how fast that was is not asked.
      ...{ pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 0, cpuQuietThresholdMs: 0 },
      disableFullPageScreenshot: true,
    });
    const failed = Object.values(lhr.audits).filter(({ score }) => score !== null && score < 1);
    const items = ({ details }) => JSON.stringify(details?.items ?? []).slice(0, 600);
    told[address] = {
      scores: Object.fromEntries(Object.entries(lhr.categories).map(([id, { score }]) => [id, Math.round(score * 100)])),
      found: failed.map((audit) => `${audit.id}: ${audit.title} ${audit.explanation ?? ""} ${items(audit)}`),
      passed: Object.values(lhr.audits).filter(({ score }) => score === 1).map(({ id }) => id),
      error: lhr.runtimeError?.message ?? "",
    };
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(told));
