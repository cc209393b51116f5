import { mkdtempSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Runs a bundle of Electron's main process in plain Node over the stand-in for `electron`, and prints what it asked
 * Electron for: shows that the bundle loads and finds its parts.
 */
const stubUrl = new URL('../setup/electron-stub.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: stubUrl, shortCircuit: true, format: 'module-typescript' }
      : next(specifier, context),
});
const stub = await import('../setup/electron-stub.ts');
const appData = mkdtempSync(join(tmpdir(), 'tawi-bundle-'));
stub.answerElectron('app.getPath', appData);
stub.answerElectron('app.requestSingleInstanceLock', true);
stub.answerElectron('screen.getAllDisplays', []);
await import(pathToFileURL(process.argv[2] ?? '').href);
await new Promise((resolve) => setTimeout(resolve, 50));
const answer = await fetchPage();
process.stdout.write(
  JSON.stringify({ calls: stub.electronCalls.map(({ api, args }) => [api, args]), answer }),
);
rmSync(appData, { recursive: true, force: true });
process.exit(0);

async function fetchPage(): Promise<number> {
  const response = await stub.lastHandler('session.protocol.handle')(new Request('app://tawi/'));
  return response instanceof Response ? response.status : 0;
}
