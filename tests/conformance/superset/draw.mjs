// Opens a dashboard as a person would, tab by tab, and writes down what the page asked the server and what it showed.
// node draw.mjs URL DASHBOARD FOLDER   (PLAYWRIGHT: the folder that holds node_modules)
// Leaves FOLDER/DASHBOARD-1.png and so on, and FOLDER/DASHBOARD.json.
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { chromium } = createRequire(join(process.env.PLAYWRIGHT, 'node_modules/'))('playwright-core');
const [url, dashboard, folder] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), 'casus-chromium-'));
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars'];
const seen = { requests: [], errors: [] };

// What the page says where a chart can't be drawn, in both languages; and the browser, where a policy forbids one.
const TROUBLE = /Unexpected error|Onverwachte fout|Data error|error occurred|fout opgetreden|No results were|[Gg]een resultaten|Content Security Policy|is not registered/;

function listen(page) {
  page.on('response', async response => {
    if (!response.url().includes('/api/v1/chart/data')) return;
    const asked = JSON.parse(response.request().postData());
    const answer = await response.json().catch(() => ({}));
    seen.requests.push({
      chart: asked.form_data?.slice_id ?? null, status: response.status(), queries: asked.queries,
      rows: (answer.result ?? []).map(r => r.rowcount ?? null), error: answer.message ?? answer.errors ?? null,
    });
  });
}

async function logIn(page) {
  await page.goto(`${url}/login/`);
  await page.fill('input#username', 'admin');
  await page.fill('input#password', 'admin');
  await page.click('button[type=submit]');
  await page.waitForURL(address => !address.pathname.includes('/login'));
}

async function quieten(page) { // until nothing loads and nothing moves
  await page.waitForTimeout(1200);
  await page.waitForFunction(() => !document.querySelector('[data-test="loading-indicator"], .loading'), null, { timeout: 60000 });
  await page.waitForTimeout(1200);
}

async function look(page, picture) {
  // Charts are drawn when they come into view: make the window as tall as the page.
  await page.setViewportSize({ width: 1440, height: 900 });
  const height = await page.evaluate(() => Math.max(...[...document.querySelectorAll('.dashboard, .grid-container, body')].map(e => e.scrollHeight)));
  await page.setViewportSize({ width: 1440, height: Math.min(height + 60, 8000) });
  await quieten(page);
  await page.screenshot({ path: picture, fullPage: true });
  const charts = await page.$$eval('[data-test="chart-grid-component"]:not(:has([data-test="loading-indicator"]))', found => found
    .filter(e => e.offsetParent).map(e => ({ name: e.dataset.testChartName, text: e.innerText })));
  seen.errors.push(...charts.filter(c => TROUBLE.test(c.text)).map(c => `${c.name}: ${c.text}`));
  seen.errors.push(...await page.$$eval('.ant-alert-error', found => found.map(e => e.innerText.trim())));
}

const browser = await chromium.launchPersistentContext(profile, {
  executablePath: '/usr/bin/chromium', args: quiet, viewport: { width: 1440, height: 900 },
});
try {
  const page = await browser.newPage();
  listen(page);
  await logIn(page);
  await page.goto(`${url}/superset/dashboard/${dashboard}/`);
  await page.waitForSelector('[data-test="grid-content"]', { timeout: 60000 });
  await quieten(page);
  const tabs = await page.$$('[role="tab"][id^="TABS-"]');
  for (let at = 0; at < Math.max(tabs.length, 1); at++) {
    if (tabs.length) await tabs[at].click();
    await quieten(page);
    await look(page, join(folder, `${dashboard}-${at + 1}.png`));
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
  writeFileSync(join(folder, `${dashboard}.json`), JSON.stringify(seen, null, 1));
}
