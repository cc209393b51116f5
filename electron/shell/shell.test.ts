import { powerMonitor } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { resetElectron } from '../../test/setup/electron-stub.ts';
import type { ToCore } from '../core/core-messages.ts';
import { coreEnvironment } from './core-environment.ts';
import { createOrderlyQuit } from './orderly-quit.ts';
import { watchPower } from './power-events.ts';
import { readArguments } from './read-arguments.ts';
import { refusalText, shellTexts } from './words.ts';

beforeEach(resetElectron);

describe('quitting', () => {
  const event = () => {
    const seen = { held: 0 };
    const preventDefault = (): void => {
      seen.held += 1;
    };
    return { seen, preventDefault };
  };

  it.each(['stops', 'fails to stop'])('waits until the core %s, then goes on', async (how) => {
    const steps: string[] = [];
    let stopped: (value: undefined) => void = () => undefined;
    let failed: (error: Error) => void = () => undefined;
    const stop = (): Promise<undefined> => {
      steps.push('stop');
      return new Promise((resolve, reject) => {
        [stopped, failed] = [resolve, reject];
      });
    };
    const quit = createOrderlyQuit(stop, () => steps.push('quit'));
    const [first, second, last] = [event(), event(), event()];
    quit.onBeforeQuit(first);
    quit.onBeforeQuit(second);
    expect([steps, first.seen.held, second.seen.held]).toEqual([['stop'], 1, 1]);
    if (how === 'stops') stopped(undefined);
    else failed(new Error('no answer'));
    await new Promise((resolve) => setImmediate(resolve));
    quit.onBeforeQuit(last);
    expect([steps, last.seen.held]).toEqual([['stop', 'quit'], 0]);
  });
});

it('sleep drops the key, a locked screen locks, a shutdown quits in order', () => {
  const told: (ToCore | 'quit')[] = [];
  watchPower(
    (message) => told.push(message),
    () => told.push('quit'),
  );
  for (const event of ['lock-screen', 'suspend', 'resume', 'unlock-screen', 'shutdown'])
    powerMonitor.emit(event);
  expect(told).toEqual([{ kind: 'lock' }, { kind: 'close-office' }, 'quit']);
});

describe('the command line', () => {
  it.each<readonly [readonly string[], object]>([
    [[], { dataDir: '/var/clerk/.config/Tawi/office' }],
    [['.', '--data-dir=/data/b', '--updated'], { dataDir: '/data/b' }],
    [['--data-dir='], { dataDir: '/var/clerk/.config/Tawi/office' }],
    [
      ['--data-dir=/a', '--data-dir=/b', '--passphrase-file=/run/pass'],
      { dataDir: '/b', passphraseFile: '/run/pass' },
    ],
    [['--data-dir', '/x'], { dataDir: '/var/clerk/.config/Tawi/office' }],
  ])('%j', (argv, expected) => {
    expect(readArguments(argv, '/var/clerk/.config')).toEqual(expected);
  });
});

it('the core gets the environment of the login without what steers Node', () => {
  expect(
    coreEnvironment({
      HOME: '/var/clerk',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
      NODE_OPTIONS: '--require /tmp/x.js',
      NODE_EXTRA_CA_CERTS: '/tmp/ca.pem',
      node_debug: 'net',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: '/tmp/x.so',
      EMPTY: undefined,
    }),
  ).toEqual({ HOME: '/var/clerk', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' });
});

describe('the words of the shell', () => {
  it.each([
    ['ar-EG', 'لاحقًا'],
    ['fr', 'Plus tard'],
    ['fr_CD', 'Plus tard'],
    ['en-GB', 'Later'],
    ['am', 'Later'],
    ['', 'Later'],
  ])('are in the language of the system (%s)', (locale, later) => {
    expect(shellTexts(locale)['update-later']).toBe(later);
  });

  it('name the remedy, and the code for whoever is called', () => {
    const texts = shellTexts('en');
    expect(refusalText(texts, 'host/already-open')).toBe(
      "Tawi is already open with this office's data. Use the window that is open.\n\nhost/already-open",
    );
    expect(refusalText(texts, 'something/new')).toBe(`${texts['cannot-start']}\n\nsomething/new`);
  });
});
