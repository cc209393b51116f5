import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { contract, isMethodName, type MethodName } from '#contract/contract';
import { hasPermission, ROLES } from '#domain/identity/permissions';
import { err, ok } from '#domain/result';
import { CHANNEL, type TempOffice, tempOffice } from '../core/testing/temp-office.ts';
import { draftHandlers } from '../services/drafts/draft-handlers.ts';
import { type Handler, type HandlerTable, handleFree } from './handlers.ts';
import { parseInput } from './parse-input.ts';

const NAMES = Object.keys(contract).filter(isMethodName);
let office: TempOffice;
afterEach(() => {
  office.remove();
});

/** For every method of the contract a handler that only validates, so that what stands before it can be tested. */
function everyMethod(): Partial<HandlerTable> {
  const bare = (name: MethodName): Handler<MethodName> => ({
    name,
    bind: (raw) => {
      const input = parseInput(name, raw);
      return input.ok ? ok({ form: 'query', run: () => ok(null) }) : input;
    },
  });
  return Object.fromEntries(NAMES.map((name) => [name, bare(name)])) as Partial<HandlerTable>;
}

test.each([
  '',
  'registry',
  'registry.nothing',
  'constructor',
  '__proto__',
  'toString',
  'Registry.search',
  'registry.search ',
])('the name %j is unknown, signed in or not', async (name) => {
  office = tempOffice({ handlers: everyMethod() });
  expect(await office.call(name, {})).toEqual({ ok: false, error: { code: 'host/unknown-method' } });
  office.signIn(['administrator']);
  expect(await office.call(name, {})).toEqual({ ok: false, error: { code: 'host/unknown-method' } });
});

test('without a person every method but the public ones is locked, whatever is sent', async () => {
  office = tempOffice({ handlers: everyMethod() });
  office.signIn([...ROLES], 'another window');
  for (const name of NAMES.filter((name) => contract[name].access !== 'public')) {
    expect([name, await office.call(name, { anything: 1 })]).toEqual([
      name,
      { ok: false, error: { code: 'host/locked' } },
    ]);
  }
});

test('each role may call exactly what the permission table says, alone and together with others', async () => {
  office = tempOffice({ handlers: everyMethod() });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...ROLES, 'no-such-role'), { maxLength: 4 }),
      async (roles) => {
        office.signIn(roles);
        for (const name of NAMES) {
          const { access } = contract[name];
          const reply = await office.call(name, 'no input at all');
          const open = access === 'public' || access === 'signed-in' || hasPermission(roles, access);
          expect([name, reply.ok ? '' : reply.error.code]).toEqual([
            name,
            open ? 'host/invalid-input' : 'host/not-allowed',
          ]);
        }
      },
    ),
    { numRuns: 25, examples: [...ROLES.map((role): [string[]] => [[role]]), [[]]] },
  );
});

test.each(NAMES)('%s refuses wrong types and unknown fields', async (name) => {
  office = tempOffice({ handlers: everyMethod() });
  office.signIn([...ROLES]);
  const { input } = contract[name];
  for (const wrong of [undefined, null, 0, 'text', true, [], [{}], () => undefined]) {
    expect(await office.call(name, wrong)).toMatchObject({
      ok: false,
      error: { code: 'host/invalid-input' },
    });
  }
  const faults = input.safeParse({ unexpected: 1 }).error?.issues.map((issue) => issue.code);
  expect(faults).toContain('unrecognized_keys');
});

test.each(NAMES.filter((name) => contract[name].kind === 'command'))('%s demands a request id', (name) => {
  office = tempOffice();
  const issues = contract[name].input.safeParse({}).error?.issues ?? [];
  expect(issues.some((issue) => issue.path[0] === 'requestId')).toBe(true);
});

test('the reply to a wrong input names places, never what was sent, and at most five', async () => {
  office = tempOffice({ handlers: everyMethod() });
  office.signIn(['officer']);
  const reply = await office.call('registry.search', { text: 7, limit: 'Abebe', kind: 'Abebe', Abebe: 1 });
  expect(JSON.stringify(reply)).not.toContain('Abebe');
  expect(reply).toEqual({
    ok: false,
    error: {
      code: 'host/invalid-input',
      data: {
        issues: [
          { path: 'text', fault: 'invalid_type' },
          { path: 'limit', fault: 'invalid_type' },
          { path: 'kind', fault: 'invalid_value' },
          { path: '', fault: 'unrecognized_keys' },
        ],
      },
    },
  });
});

test('calls of the person keep the session awake, calls the page makes by itself do not', async () => {
  office = tempOffice({ handlers: { ...everyMethod(), ...draftHandlers() } });
  office.signIn(['officer']);
  office.timers.advance(4 * 60_000);
  await office.call('drafts.list', {});
  office.timers.advance(4 * 60_000);
  expect((await office.call('sync.status', {})).ok).toBe(true);
  office.timers.advance(60_000);
  expect(await office.call('sync.status', {})).toEqual({ ok: false, error: { code: 'host/locked' } });
});

test('a free method works without a person and without a database, and its refusal is audited when there is one', async () => {
  const handlers: Partial<HandlerTable> = {
    'session.setLanguage': handleFree('session.setLanguage', {
      run: async ({ language }) =>
        language === 'en' ? ok({ language }) : err({ code: 'session/unknown-language' }),
      audit: (_input, output) => ({ actorNo: 0, object: output?.language ?? '' }),
    }),
  };
  office = tempOffice({ handlers });
  const call = (language: string) =>
    office.call('session.setLanguage', { requestId: office.requestId(), language });
  expect(await call('en')).toEqual({ ok: true, value: { language: 'en' } });
  expect(await call('xx')).toEqual({ ok: false, error: { code: 'session/unknown-language' } });
  const lines = office.store.read((tx) => tx.office.audit.page({ limit: 10 }));
  expect(lines.map(({ action, object, purpose }) => ({ action, object, purpose }))).toEqual([
    { action: 'session.setLanguage.refused', object: '', purpose: 'session/unknown-language' },
    { action: 'session.language-set', object: 'en', purpose: null },
  ]);
});

test('once closing, everything is answered so, and closing waits for what is under way', async () => {
  let finish: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const handlers: Partial<HandlerTable> = {
    'session.setLanguage': handleFree('session.setLanguage', {
      run: async ({ language }) => slow.then(() => ok({ language })),
    }),
  };
  office = tempOffice({ handlers });
  const input = { requestId: office.requestId(), language: 'en' };
  const underWay = office.dispatcher.dispatch('session.setLanguage', input, CHANNEL);
  let closed = false;
  const closing = office.dispatcher.close().then(() => {
    closed = true;
  });
  expect(await office.call('session.setLanguage', input)).toEqual({
    ok: false,
    error: { code: 'host/closing' },
  });
  expect(closed).toBe(false);
  finish();
  expect(await underWay).toEqual({ ok: true, value: { language: 'en' } });
  await closing;
});
