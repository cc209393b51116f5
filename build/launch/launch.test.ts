import { expect, it } from 'vitest';
import type { PracticePerson } from '../../main/cli/practice-file.ts';
import { launch } from './launch.ts';
import type { LaunchParts, OfficeState } from './launch-parts.ts';
import { launchWords } from './launch-words.ts';
import type { StartRequest } from './start-arguments.ts';

const person: PracticePerson = {
  userId: 'u1',
  login: 'officer',
  displayName: 'Hana Lemma',
  roles: ['officer'],
  pin: '274916',
};
const request: StartRequest = {
  office: 'A',
  port: 0,
  centrePort: undefined,
  data: undefined,
  withCentre: true,
};
const practice: OfficeState = { kind: 'practice', people: [person], centreUrl: 'http://127.0.0.1:4600' };

/** A launcher whose every part is a stand-in that notes what it was asked. */
function standIn(found: OfficeState, change: Partial<LaunchParts> = {}) {
  const done: string[] = [];
  const said: string[] = [];
  const note = (what: string): void => void done.push(what);
  const parts: LaunchParts = {
    say: (line) => said.push(line),
    office: {
      look: () => found,
      remove: () => note('remove rest'),
      make: async (url) => {
        note(`make office at ${url}`);
        return { ok: true, value: [person] };
      },
      moveCentre: async (url) => note(`centre moved to ${url}`),
    },
    centre: async () => {
      note('centre');
      return { ok: true, value: { url: 'http://127.0.0.1:4600', stop: async () => note('stop centre') } };
    },
    screens: async () => {
      note('screens');
      return '/screens';
    },
    chooseShell: async () => ({ shell: 'browser', why: 'there is no display for Electron' }),
    openInBrowser: async (folder) => {
      note(`browser with ${folder}`);
      return {
        ok: true,
        value: { url: 'http://127.0.0.1:1/start?token=x', stop: async () => note('stop office') },
      };
    },
    openInElectron: async (binary) => {
      note(`electron ${binary}`);
      return { ended: Promise.resolve(), stop: async () => note('stop electron') };
    },
    showBrowser: (url) => note(`show ${url}`),
    ...change,
  };
  return { parts, done, said };
}

it('makes everything the first time, builds the screens meanwhile, and stops in order', async () => {
  const { parts, done, said } = standIn({ kind: 'none' });
  const launched = await launch(request, parts);
  if (launched.ok) await launched.value.stop();
  expect(done).toEqual([
    'screens',
    'centre',
    'make office at http://127.0.0.1:4600',
    'browser with /screens',
    'show http://127.0.0.1:1/start?token=x',
    'stop office',
    'stop centre',
  ]);
  expect(said).toEqual([
    'Tawi opens in the browser, because: there is no display for Electron.',
    '\nOpen this address in a browser on this PC (it works once):\n  http://127.0.0.1:1/start?token=x\n',
    'Practice: these people can sign in.',
    '  Hana Lemma  PIN 274916  officer',
  ]);
});

it('throws away what an interrupted setting up left, and begins again', async () => {
  const { parts, done } = standIn({ kind: 'unfinished' });
  expect((await launch(request, parts)).ok).toBe(true);
  expect(done.slice(0, 4)).toEqual([
    'remove rest',
    'screens',
    'centre',
    'make office at http://127.0.0.1:4600',
  ]);
});

it('opens an office that is there without waiting for the centre', async () => {
  const never = new Promise<never>(() => undefined);
  const { parts, done } = standIn(practice, { centre: () => never });
  expect((await launch(request, parts)).ok).toBe(true);
  expect(done).toEqual(['screens', 'browser with /screens', 'show http://127.0.0.1:1/start?token=x']);
});

it('works on when the centre does not come up, and says why', async () => {
  const error = { code: 'launch/centre-failed', data: { reason: 'postgres/in-use', detail: '' } };
  const { parts, said } = standIn(practice, { centre: async () => ({ ok: false, error }) });
  const launched = await launch(request, parts);
  if (launched.ok) await launched.value.stop();
  expect(said).toContain(
    'The centre did not start (launch/centre-failed: postgres/in-use). Work goes on; it is sent when the centre is there.',
  );
});

it('tells the office when its centre has another address than before', async () => {
  const { parts, done } = standIn({ ...practice, centreUrl: 'http://127.0.0.1:1' });
  const launched = await launch(request, parts);
  if (launched.ok) await launched.value.stop();
  expect(done).toContain('centre moved to http://127.0.0.1:4600');
});

it.each([
  ['with --no-centre', practice, { ...request, withCentre: false }],
  ['for an office of a centre elsewhere', { kind: 'real' } as const, request],
])('starts no centre %s', async (_, found, asked) => {
  const { parts, done } = standIn(found);
  const launched = await launch(asked, parts);
  if (launched.ok) await launched.value.stop();
  expect(done).not.toContain('centre');
});

it('starts Electron where there is one and ends with its last window', async () => {
  const { parts, done } = standIn(practice, {
    chooseShell: async () => ({ shell: 'electron', binary: '/opt/electron' }),
  });
  const launched = await launch(request, parts);
  expect(done).toContain('electron /opt/electron');
  expect(launched.ok && launched.value.ended).toBeInstanceOf(Promise);
});

it.each([
  {
    name: 'a first start without centre',
    found: { kind: 'none' } as const,
    asked: { ...request, withCentre: false },
    change: {},
    words: 'Office A is not set up yet, and that needs the centre: leave out --no-centre this once.',
    stops: false,
  },
  {
    name: 'a second instance',
    found: practice,
    asked: request,
    change: {
      openInBrowser: async () =>
        ({ ok: false, error: { code: 'host/already-open', data: { pid: 17 } } }) as const,
    },
    words: 'This office is open in another window or process (number 17). Use that one, or close it first.',
    stops: true,
  },
  {
    name: 'no shell at all',
    found: practice,
    asked: request,
    change: { chooseShell: async () => ({ shell: 'none', why: 'Electron is not installed' }) as const },
    words: 'No window can be opened: Electron is not installed.',
    stops: true,
  },
  {
    name: 'screens that do not build',
    found: practice,
    asked: request,
    change: { screens: () => Promise.reject(new Error('vite is missing')) },
    words: 'The screens could not be built: vite is missing. "npm ci" puts the tools in place.',
    stops: true,
  },
  {
    name: 'an office the centre refuses',
    found: { kind: 'none' } as const,
    asked: request,
    change: {
      office: {
        look: () => ({ kind: 'none' }) as const,
        remove: () => undefined,
        make: async () => ({ ok: false, error: { code: 'enrol/bad-code' } }) as const,
        moveCentre: async () => undefined,
      },
    },
    words: 'This did not work (enrol/bad-code).',
    stops: true,
  },
])(
  'refuses $name in plain words and leaves nothing running',
  async ({ found, asked, change, words, stops }) => {
    const { parts, done } = standIn(found, change);
    const launched = await launch(asked, parts);
    expect({
      words: launched.ok ? 'launched' : launchWords(launched.error),
      stopped: done.includes('stop centre'),
    }).toEqual({ words, stopped: stops });
  },
);
