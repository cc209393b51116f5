import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildElectron } from '../../build/bundle/build-electron.ts';
import { findElectron } from '../../build/launch/electron-binary.ts';
import { ensureRenderer } from '../../build/launch/renderer-build.ts';

/** Runs wherever Electron's binary is a file and there is a screen; test/README.md names the skip. */
const root = resolve(import.meta.dirname, '../..');
const binary = findElectron(root);
const hasScreen =
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some(
    (screen) => screen !== undefined && screen !== '',
  );

it.skipIf(binary === undefined || !hasScreen)(
  "the suite over Electron itself (7 tests): needs Electron's binary and a screen",
  () => {
    expect([typeof binary, hasScreen]).toEqual(['string', true]);
  },
);

if (binary !== undefined && hasScreen) describe('Electron itself', () => suite(binary));

function suite(executablePath: string): void {
  const outDir = join(root, 'out/electron-e2e');
  let folder = '';
  let office: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tawi-electron-'));
    await ensureRenderer(root, () => undefined);
    await buildElectron(root, { release: false, outDir });
    office = await _electron.launch({
      executablePath,
      args: [
        join(outDir, 'main.mjs'),
        `--data-dir=${folder}`,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
      env: { ...withoutUndefined(process.env), TAWI_ALLOW_DEBUGGING: '1' },
    });
    page = await office.firstWindow();
    await page.waitForSelector('#root *');
  });
  afterAll(async () => {
    await office.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(outDir, { recursive: true, force: true });
  });

  it('shows the first page under our own address and title', async () => {
    expect(page.url()).toMatch(/^app:\/\/tawi\//);
    const window = await office.browserWindow(page);
    expect(await window.evaluate((opened) => [opened.getTitle(), opened.isVisible()])).toEqual([
      'Tawi',
      true,
    ]);
  });

  it('gives the page invoke and subscribe, and nothing of Node', async () => {
    const seen = '[Object.keys(window.tawi).sort(), typeof require, typeof process, typeof Buffer]';
    expect(await page.evaluate(seen)).toEqual([
      ['invoke', 'subscribe'],
      'undefined',
      'undefined',
      'undefined',
    ]);
  });

  it('answers calls of the contract and refuses others', async () => {
    const state = await page.evaluate("window.tawi.invoke('session.state', {})");
    expect(state).toMatchObject({ ok: true, value: { state: 'not-enrolled' } });
    expect(await page.evaluate("window.tawi.invoke('app.quit', {})")).toEqual({
      ok: false,
      error: { code: 'host/unknown-method' },
    });
  });

  it('runs no script and fetches nothing that is not ours', async () => {
    const inline = `(() => { const s = document.createElement('script'); s.textContent = 'window.injected = 1';
      document.body.append(s); return typeof window.injected; })()`;
    expect(await page.evaluate(inline)).toBe('undefined');
    expect(await page.evaluate("fetch('https://example.org/').then(() => 'fetched', () => 'refused')")).toBe(
      'refused',
    );
  });

  it('leaves the page for nobody and opens no window', async () => {
    const before = page.url();
    await page.evaluate("location.href = 'https://example.org/'").catch(() => undefined);
    await page.waitForTimeout(300);
    expect(page.url()).toBe(before);
    expect(await page.evaluate("window.open('app://tawi/') === null")).toBe(true);
    expect(office.windows().length).toBe(1);
  });

  it('takes an upload, which nobody may read before signing in', async () => {
    const upload = "fetch('files?name=a.csv', { method: 'POST', body: 'x' }).then((reply) => reply.status)";
    expect([201, 409]).toContain(await page.evaluate(upload));
  });

  it('goes on after its core was killed', async () => {
    const corePid = await office.evaluate(
      ({ app }) =>
        app
          .getAppMetrics()
          .find((metric) => metric.name === 'Tawi core' || metric.serviceName === 'Tawi core')?.pid,
    );
    if (corePid === undefined) throw new Error('Electron names no process of the core');
    process.kill(corePid, 'SIGKILL');
    await expect
      .poll(() => page.evaluate("window.tawi.invoke('session.state', {})").catch(() => undefined), {
        timeout: 15_000,
      })
      .toMatchObject({ ok: true });
  });
}

function withoutUndefined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
