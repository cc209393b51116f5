import { EventEmitter } from 'node:events';

/**
 * Stands in for the `electron` package in tests, where importing the real one would start a download. It does
 * nothing but remember: every call is kept in {@link electronCalls}, and tests raise events with `emit`.
 */
export type ElectronCall = { readonly api: string; readonly args: readonly unknown[] };

/** Every call made since the last {@link resetElectron}, in order. */
export const electronCalls: ElectronCall[] = [];

/** What preload exposed to the page, by name. */
export const exposed: Record<string, unknown> = {};

const handlers = new Map<string, (event: unknown, ...args: readonly unknown[]) => unknown>();
const answers = new Map<string, unknown>();

function record(api: string, ...args: readonly unknown[]): unknown {
  electronCalls.push({ api, args });
  return answers.get(api);
}

/** Decides what a recorded call answers from now on, for example `('app.requestSingleInstanceLock', false)`. */
export function answerElectron(api: string, value: unknown): void {
  answers.set(api, value);
}

/** Calls what the code under test gave to `ipcMain.handle`. */
export async function invokeHandler(
  channel: string,
  event: unknown,
  ...args: readonly unknown[]
): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`nothing handles "${channel}"`);
  return handler(event, ...args);
}

/** The function last given to a recorded method, for example `webContents.setWindowOpenHandler`. */
export function lastHandler(api: string): (...args: readonly unknown[]) => unknown {
  const handler = electronCalls
    .findLast((call) => call.api === api)
    ?.args.findLast((arg) => typeof arg === 'function');
  if (typeof handler !== 'function') throw new Error(`nothing was given to "${api}"`);
  return (...args) => handler(...args);
}

/** Forgets calls, handlers, answers, listeners and exposed names. */
export function resetElectron(): void {
  electronCalls.length = 0;
  handlers.clear();
  answers.clear();
  for (const name of Object.keys(exposed)) delete exposed[name];
  for (const emitter of [app, ipcMain, ipcRenderer, powerMonitor, nativeTheme]) emitter.removeAllListeners();
  BrowserWindow.all.length = 0;
  forked.length = 0;
}

/** An emitter whose named methods only remember that they were called. */
function recorder<const Method extends string>(
  api: string,
  methods: readonly Method[],
): EventEmitter & Readonly<Record<Method, (...args: readonly unknown[]) => unknown>> {
  const entries = methods.map((name) => [
    name,
    (...args: readonly unknown[]) => record(`${api}.${name}`, ...args),
  ]);
  return Object.assign(new EventEmitter(), Object.fromEntries(entries));
}

const sessionMethods = [
  'setPermissionRequestHandler',
  'setPermissionCheckHandler',
  'setDevicePermissionHandler',
  'setDisplayMediaRequestHandler',
  'clearStorageData',
  'clearCache',
  'setSpellCheckerEnabled',
] as const;
const contentsMethods = [
  'setWindowOpenHandler',
  'send',
  'postMessage',
  'reload',
  'print',
  'printToPDF',
  'setZoomFactor',
  'getZoomLevel',
  'setZoomLevel',
  'getURL',
  'openDevTools',
  'isDestroyed',
] as const;

function makeSession() {
  return Object.assign(recorder('session', sessionMethods), {
    protocol: recorder('session.protocol', ['handle', 'unhandle']),
    webRequest: recorder('session.webRequest', ['onBeforeRequest', 'onHeadersReceived']),
  });
}

function makeContents() {
  return Object.assign(recorder('webContents', contentsMethods), { session: session.defaultSession, id: 1 });
}

export const app = Object.assign(
  recorder('app', [
    'quit',
    'exit',
    'relaunch',
    'focus',
    'getPath',
    'setPath',
    'setName',
    'setAppUserModelId',
    'requestSingleInstanceLock',
    'enableSandbox',
    'disableHardwareAcceleration',
    'setBadgeCount',
    'isReady',
  ]),
  {
    isPackaged: false,
    whenReady: async (): Promise<void> => {},
    getVersion: (): string => '0.0.0-test',
    getName: (): string => 'Tawi',
    getAppPath: (): string => process.cwd(),
    getLocale: (): string => 'en-GB',
    commandLine: recorder('app.commandLine', ['appendSwitch', 'hasSwitch', 'getSwitchValue']),
  },
);

export const session = { defaultSession: makeSession(), fromPartition: () => makeSession() };
export const protocol = recorder('protocol', ['registerSchemesAsPrivileged', 'handle']);
export const dialog = recorder('dialog', [
  'showOpenDialog',
  'showSaveDialog',
  'showMessageBox',
  'showErrorBox',
]);
export const shell = recorder('shell', ['openExternal', 'showItemInFolder', 'beep']);
export const powerMonitor = recorder('powerMonitor', ['getSystemIdleTime']);
export const nativeTheme = Object.assign(new EventEmitter(), {
  shouldUseDarkColors: false,
  themeSource: 'system',
});
export const screen = recorder('screen', ['getAllDisplays', 'getDisplayMatching', 'getPrimaryDisplay']);
export const safeStorage = recorder('safeStorage', [
  'isEncryptionAvailable',
  'encryptString',
  'decryptString',
]);
export const crashReporter = recorder('crashReporter', ['start']);
export const net = recorder('net', ['fetch']);
export const Menu = recorder('Menu', ['setApplicationMenu', 'buildFromTemplate']);

export const ipcMain = Object.assign(new EventEmitter(), {
  handle(channel: string, handler: (event: unknown, ...args: readonly unknown[]) => unknown): void {
    record('ipcMain.handle', channel);
    handlers.set(channel, handler);
  },
  removeHandler(channel: string): void {
    handlers.delete(channel);
  },
});

export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoke: async (channel: string, ...args: readonly unknown[]) =>
    record('ipcRenderer.invoke', channel, ...args),
  send: (channel: string, ...args: readonly unknown[]) => record('ipcRenderer.send', channel, ...args),
  postMessage: (channel: string, ...args: readonly unknown[]) =>
    record('ipcRenderer.postMessage', channel, ...args),
});

export const contextBridge = {
  exposeInMainWorld(name: string, api: unknown): void {
    record('contextBridge.exposeInMainWorld', name);
    exposed[name] = api;
  },
};

/** A window that shows nothing; `webContents` and the window itself raise the events a test emits. */
export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  static getAllWindows(): readonly BrowserWindow[] {
    return BrowserWindow.all;
  }

  readonly options: unknown;
  readonly webContents = makeContents();

  constructor(options?: unknown) {
    super();
    this.options = options;
    record('BrowserWindow', options);
    BrowserWindow.all.push(this);
  }

  async loadURL(url: string): Promise<void> {
    record('BrowserWindow.loadURL', url);
  }
  show(): void {
    record('BrowserWindow.show');
  }
  focus(): void {
    record('BrowserWindow.focus');
  }
  restore(): void {
    record('BrowserWindow.restore');
  }
  getNormalBounds(): unknown {
    return answers.get('BrowserWindow.getNormalBounds');
  }
  isMinimized(): boolean {
    return answers.get('BrowserWindow.isMinimized') === true;
  }
  isDestroyed(): boolean {
    return !BrowserWindow.all.includes(this);
  }
  close(): void {
    record('BrowserWindow.close');
    this.emit('close');
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1);
    this.emit('closed');
  }
}

/** One end of a channel; what it posts is remembered and arrives at the other end as Electron delivers it. */
export class MessagePortMain extends EventEmitter {
  other: MessagePortMain | undefined;

  postMessage(data: unknown, ports: readonly MessagePortMain[] = []): void {
    record('MessagePortMain.postMessage', data);
    this.other?.emit('message', { data, ports });
  }
  start(): void {
    record('MessagePortMain.start');
  }
  close(): void {
    this.other?.emit('close');
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

/** Every utility process started since the last {@link resetElectron}; tests raise its events. */
export const forked: EventEmitter[] = [];

export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] = [], options: unknown = {}): EventEmitter {
    record('utilityProcess.fork', modulePath, args, options);
    const child = recorder('UtilityProcess', ['postMessage', 'kill']);
    forked.push(child);
    return child;
  },
};
