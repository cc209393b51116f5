import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, Menu, protocol, session } from 'electron';
import { openFileLog } from '#host/adapters/log';
import { openStaticFiles } from '#host/adapters/static-files';
import { systemTimers } from '#host/timers';
import { buildFacts } from './build-facts.ts';
import { APP_SCHEME } from './guards/app-origin.ts';
import { forbiddenInChromium, forbiddenSwitch } from './guards/argv.ts';
import { guardContents } from './guards/guard-contents.ts';
import { guardSession } from './guards/guard-session.ts';
import { changedNativeFile, parseNativeHashes } from './guards/native-files.ts';
import { createOrderlyQuit } from './shell/orderly-quit.ts';
import { watchPower } from './shell/power-events.ts';
import { readArguments } from './shell/read-arguments.ts';
import { startOffice } from './shell/start-office.ts';
import { shellTexts, textOf } from './shell/words.ts';
import { chooseUpdater } from './update/choose-updater.ts';
import { offerUpdates } from './update/offer-updates.ts';
import type { UpdateEngine } from './update/updater.ts';
import { answerAppRequest } from './window/app-protocol.ts';
import { openMainWindow } from './window/main-window.ts';

/** Electron's entry: wiring only; each rule stands in a file of its own and is tested there. */
const here = import.meta.dirname;
const { release, version } = buildFacts;
const settings = readArguments(process.argv.slice(1), app.getPath('appData'));
const shellFolder = join(settings.dataDir, 'shell');

protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.enableSandbox();
app.setPath('userData', shellFolder);
const reason = reasonNotToStart();
if (reason !== undefined) {
  dialog.showErrorBox('Tawi', reason);
  app.exit(1);
} else if (isFirstInstance()) {
  void app.whenReady().then(start);
} else {
  app.exit(0);
}

/** One window per data folder; a second start brings the first to the front. */
function isFirstInstance(): boolean {
  mkdirSync(shellFolder, { recursive: true, mode: 0o700 });
  return app.requestSingleInstanceLock();
}

async function start(): Promise<void> {
  const log = openFileLog({ folder: join(settings.dataDir, 'logs', 'shell') });
  const texts = shellTexts(app.getLocale());
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
  Menu.setApplicationMenu(null);
  const started = { ...settings, version, release, migrations: join(here, 'migrations') };
  const { core, windows, office } = startOffice({ bundles: here, settings: started, log, texts });
  const memory = session.fromPartition('tawi', { cache: false });
  const guard = guardSession(memory, { devTools: !release, nowMs: Date.now, log });
  const files = openStaticFiles(join(here, '../renderer'));
  memory.protocol.handle(APP_SCHEME, (request) => answerAppRequest(request, { files, core: windows.line }));
  const window = openMainWindow({
    session: memory,
    preload: join(here, 'preload.cjs'),
    boundsFile: join(shellFolder, 'window.json'),
    devTools: !release,
  });
  windows.attach(window);
  guard.watchInput(window.webContents);
  app.on('second-instance', () => showAgain(window));
  app.on('before-quit', createOrderlyQuit(core.stop, () => app.quit()).onBeforeQuit);
  app.on('window-all-closed', () => app.quit());
  watchPower(core.send, () => app.quit());
  const options = {
    ...buildFacts,
    isPackaged: app.isPackaged,
    platform: process.platform,
    nowMs: Date.now,
    log,
  };
  offerUpdates(
    await chooseUpdater({ ...options, loadEngine, facts: office.facts, beforeInstall: core.stop }),
    texts,
    systemTimers,
  );
}

async function loadEngine(): Promise<UpdateEngine> {
  return (await import('electron-updater')).default.autoUpdater;
}

function showAgain(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Debugging switches are for developers' builds, and there only when asked for (the Playwright suite does). */
function reasonNotToStart(): string | undefined {
  const texts = shellTexts(app.getLocale());
  const isDeveloper = !release && process.env['TAWI_ALLOW_DEBUGGING'] === '1';
  const found =
    forbiddenSwitch(process.argv.slice(1), process.platform) ??
    forbiddenInChromium((name) => app.commandLine.hasSwitch(name));
  if (found !== undefined && !isDeveloper) return `${textOf(texts, 'shell:switch-refused')} --${found}`;
  if (!release || !app.isPackaged) return undefined;
  const list = readFileSync(join(here, 'native-files.json'), 'utf8');
  const changed = changedNativeFile(join(here, '..'), parseNativeHashes(list));
  return changed === undefined ? undefined : `${textOf(texts, 'shell:file-changed')}\n\n${changed}`;
}
