// Opens a dashboard as a person would and writes down what the page asked the server and what it showed.
// node draw.mjs URL DASHBOARD SCREENSHOT.png REPORT.json   (PLAYWRIGHT: the folder that holds node_modules)
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { chromium } = createRequire(join(process.env.PLAYWRIGHT, 'node_modules/'))('playwright-core');
const [url, dashboard, screenshot, report] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), 'casus-chromium-'));
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars'];

const browser = await chromium.launchPersistentContext(profile, {
  executablePath: '/usr/bin/chromium', args: quiet, viewport: { width: 1440, height: 900 },
});
const seen = { requests: [], errors: [], console: [] };
try {
  const page = await browser.newPage();
  page.on('response', async response => {
    if (!response.url().includes('/api/v1/chart/data')) return;
    const asked = JSON.parse(response.request().postData());
    const answer = await response.json().catch(() => ({}));
    seen.requests.push({
      chart: asked.form_data?.slice_id ?? null, status: response.status(), queries: asked.queries,
      rows: (answer.result ?? []).map(r => r.rowcount ?? null), error: answer.message ?? answer.errors ?? null,
    });
  });
  page.on('console', message => message.type() === 'error' && seen.console.push(message.text()));
  page.on('pageerror', error => seen.console.push(String(error)));

  await page.goto(`${url}/login/`);
  await page.fill('input#username', 'admin');
  await page.fill('input#password', 'admin');
  await page.click('button[type=submit]');
  await page.waitForURL(address => !address.pathname.includes('/login'));
  await page.goto(`${url}/superset/dashboard/${dashboard}/?standalone=1`);
  await page.waitForSelector('[data-test="grid-content"]', { timeout: 60000 });
  // Charts are drawn when they come into view: make the window as tall as the page, then wait until nothing loads.
  const height = await page.evaluate(() => Math.max(...[...document.querySelectorAll('.dashboard, .grid-container, body')].map(e => e.scrollHeight)));
  await page.setViewportSize({ width: 1440, height: Math.min(height + 120, 8000) });
  await page.waitForTimeout(2500);
  await page.waitForFunction(() => !document.querySelector('[data-test="loading-indicator"], .loading'), null, { timeout: 60000 });
  await page.waitForTimeout(1500);
  await page.screenshot({ path: screenshot, fullPage: true });
  seen.errors = await page.$$eval('[role="alert"], .ant-alert-error, [data-test="error-message"]',
    found => found.map(e => e.innerText.trim()).filter(text => text));
  seen.empty = await page.$$eval('.dashboard-component-chart-holder', found => found
    .filter(e => /No results were returned|Geen resultaten/.test(e.innerText)).map(e => e.innerText.trim()));
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
  writeFileSync(report, JSON.stringify(seen, null, 1));
}
