// Looks at previews as readers do, and says what is wrong with them.
// node look.mjs CACHE WORK CASUS AS_OF   (CACHE holds node_modules; WORK holds pages/, urgent.json and live/)
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [cache, work, casus, asOf] = process.argv.slice(2);
const require = createRequire(join(cache, 'node_modules/'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const profile = mkdtempSync(join(tmpdir(), 'casus-chromium-'));
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars'];
const SIGHTS = [
  { name: 'light', width: 1280, height: 900, colorScheme: 'light' },
  { name: 'dark', width: 1280, height: 900, colorScheme: 'dark' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark' },
];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const wrong = [];

const browser = await chromium.launchPersistentContext(profile, { executablePath: '/usr/bin/chromium', args: quiet });

/** A page that may load nothing but itself, and whose complaints are kept. */
async function open(url) {
  const page = await browser.newPage();
  const name = basename(url);
  page.on('console', said => said.type() === 'error' && wrong.push(`${name}: console: ${said.text()}`));
  page.on('pageerror', error => wrong.push(`${name}: ${error.message}`));
  page.on('request', asked => {
    const allowed = asked.url() === url || /^(data:|http:\/\/localhost)/.test(asked.url());
    if (!allowed) wrong.push(`${name}: it asks for ${asked.url()}`);
  });
  await page.goto(url);
  return page;
}

/** What each tile shows, its tables included. */
const tiles = page => page.$$eval('[data-tile]', all => all.map(tile => {
  const cells = [...tile.querySelectorAll('.figure tr')].map(row => [...row.cells].map(cell => cell.textContent));
  return { id: tile.dataset.tile, cells, html: tile.querySelector('.figure').innerHTML };
}));

async function accessible(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(tags => window.axe.run(document, { runOnly: tags }), WCAG);
  for (const v of found.violations)
    for (const node of v.nodes) wrong.push(`${name}: axe: ${v.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`);
  return found.passes.length;
}

async function look(file) {
  const name = basename(file, '.html');
  const page = await open(pathToFileURL(file).href);
  let passed = 0;
  for (const { name: sight, width, height, colorScheme } of SIGHTS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    passed += await accessible(page, `${name}, ${sight}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) wrong.push(`${name}, ${sight}: it is ${over} pixels too wide`);
    await page.screenshot({ path: join(cache, 'shots', `${name}-${sight}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  const filtered = await filters(page, name);
  await page.pdf({ path: join(cache, 'shots', `${name}.pdf`), format: 'A4' });
  await page.reload();
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  await page.close();
  const size = Math.round(statSync(file).size / 1024);
  console.log(`preview: ${name}: ${size} kB, first paint ${Math.round(paint)} ms, ${passed} rules of accessibility passed, ${filtered} choices`);
}

/** Each value of each filter by itself; something must change, and come back. */
async function filters(page, name) {
  const before = await tiles(page);
  const selects = await page.$$('.filters select');
  let choices = 0;
  for (const [at, select] of selects.entries()) {
    const count = await select.evaluate(s => s.options.length);
    let changed = 0;
    for (let index = 1; index < count; index++) {
      await select.selectOption({ index });
      const now = await tiles(page);
      changed += now.filter((tile, n) => tile.html !== before[n].html).length;
      choices++;
    }
    if (count > 1 && changed === 0) wrong.push(`${name}: filter ${at + 1} changes nothing`);
    await select.selectOption({ index: 0 });
  }
  if (selects.length > 1) {
    for (const select of selects) await select.selectOption({ index: 1 });
    await accessible(page, `${name}, filtered`);
    await page.screenshot({ path: join(cache, 'shots', `${name}-filtered.png`), fullPage: true });
    await page.click('.filters button');
    await page.waitForFunction(() => document.querySelector('.filters button').disabled);
  }
  const after = await tiles(page);
  after.forEach((tile, n) => assert.equal(tile.html, before[n].html, `${name}: ${tile.id} comes back`));
  return choices;
}

/** A number as a Dutch reader sees it. */
function read(text) {
  const number = Number(text.replaceAll('.', '').replace(',', '.').replace('%', ''));
  return text.endsWith('%') ? number / 100 : number;
}

/** The figures of a choice are those of `casus data figures` over the rows with that value. */
async function sameFigures() {
  const wanted = JSON.parse(readFileSync(join(work, 'urgent.json'), 'utf8')).visuals;
  const page = await open(pathToFileURL(join(work, 'pages', 'wmo.html')).href);
  await page.selectOption('.filters select >> nth=0', { label: 'ja' });
  let compared = 0;
  const number = await page.textContent('[data-tile=nu_op_tijd] .number strong');
  assert.ok(Math.abs(read(number) - wanted.nu_op_tijd.rows[0][0]) < 0.0006, number);
  for (const tile of await tiles(page)) {
    const rows = tile.cells.slice(1);
    const expected = wanted[tile.id].rows;
    if (rows.length === 0) continue;
    assert.equal(rows.length, expected.length, tile.id);
    for (const [at, row] of rows.entries()) {
      for (const [column, cell] of row.entries()) {
        const value = expected[at][column];
        if (typeof value === 'number') {
          const close = Math.abs(read(cell) - value) <= (cell.endsWith('%') ? 0.00051 : 0.051);
          assert.ok(close, `${tile.id}: ${row}: ${cell} is not ${value}`);
          compared++;
        } else if (value === null) assert.equal(cell, '–', `${tile.id}: ${row}`);
        else if (!/^\d{4}-/.test(value)) assert.equal(cell, value, tile.id);
      }
    }
  }
  await page.close();
  assert.ok(compared > 20, `${compared} compared`);
  console.log(`preview: ${compared} figures of a choice equal those over rows filtered by hand`);
}

/** A served page renews itself, shows what is wrong with a case, and comes back. */
async function live() {
  const file = join(work, 'live', 'road_safety.case');
  const server = spawn(casus, ['preview', file, '--serve', '--as-of', asOf], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const url = await new Promise((resolve, reject) => {
      server.stdout.on('data', text => resolve(/http:\S+/.exec(text)[0]));
      server.on('exit', code => reject(new Error(`the server stopped: ${code}`)));
    });
    const page = await open(url);
    page.setDefaultTimeout(180_000); // a page with all its choices, computed by an unoptimised program on a busy machine
    const text = readFileSync(file, 'utf8');
    const title = await page.textContent('h1');
    writeFileSync(file, text.replace(title, 'Another title'));
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Another title');
    writeFileSync(file, text.replace('drivers_over / drivers', 'drivers_over / nobody'));
    await page.waitForFunction(() => document.querySelector('pre')?.textContent.includes('nobody'));
    await accessible(page, 'a case with an error');
    writeFileSync(file, text);
    await page.waitForFunction(wanted => document.querySelector('h1')?.textContent === wanted, title);
    await page.close();
    console.log('preview: a served page follows the case, through an error and back');
  } finally {
    server.removeAllListeners('exit');
    server.kill();
  }
}

try {
  for (const file of readdirSync(join(work, 'pages')).sort()) await look(join(work, 'pages', file));
  await sameFigures();
  await live();
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
for (const line of wrong) console.error(`preview: FAILED: ${line}`);
process.exitCode = wrong.length ? 1 : 0;
