import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sealToDevice } from '#sync/server/keys/seal-to-device';
import { enrolThisPc } from './enrol-this-pc.ts';
import { PIN, stateOf, type TempPc, tempPc } from './testing/temp-pc.ts';
import { ACTIVATION_CODE, ENROL_CODE } from './testing/tiny-centre.ts';

let pc: TempPc;
beforeEach(() => {
  pc = tempPc(sealToDevice);
});
afterEach(() => pc.remove());

test('a wrong activation code is refused by the pc.centre, and the right one is taken afterwards', async () => {
  const officer = pc.centre.addOfficer('a', ['officer']);
  const core = await pc.enrol();
  expect(await stateOf(core)).toMatchObject({ users: [{ userId: officer.userId, activated: false }] });
  expect(await pc.activate(core, officer.userId, { activationCode: 'GUESS' })).toEqual({
    ok: false,
    error: { code: 'identity/bad-activation-code' },
  });
  expect(
    core.office()?.store.read((tx) => tx.office.operations.items({ mark: 'refused', limit: 9 }).total),
  ).toBe(0);
  expect(await pc.unlock(core, officer.userId)).toEqual({
    ok: false,
    error: { code: 'identity/unknown-user' },
  });
  expect((await pc.activate(core, officer.userId)).ok).toBe(true);
  expect(pc.centre.accepted).toEqual(['user-key.register']);
  expect(await pc.activate(core, officer.userId)).toEqual({
    ok: false,
    error: { code: 'identity/already-activated' },
  });
});

test.each([
  ['without a line', { reachable: false }, ACTIVATION_CODE, PIN, 'identity/centre-needed'],
  ['with a PIN that everybody tries', {}, ACTIVATION_CODE, '1234', 'identity/weak-pin'],
])('nobody is activated %s', async (_name, line, code, pin, refusal) => {
  const officer = pc.centre.addOfficer('a', ['officer']);
  const core = await pc.enrol();
  Object.assign(pc.centre, line);
  expect(await pc.activate(core, officer.userId, { activationCode: code, pin })).toEqual({
    ok: false,
    error: { code: refusal },
  });
  expect(existsSync(join(pc.dataDir, 'keystore.json'))).toBe(false);
});

test('after a restart a newcomer needs a colleague who signs in first', async () => {
  const { core, first } = await pc.enrolWith(['officer']);
  const newcomer = pc.centre.addOfficer('late', ['voucher-clerk']);
  await core.stop();
  const again = await pc.start();
  expect(await pc.activate(again, newcomer.userId)).toEqual({
    ok: false,
    error: { code: 'identity/ask-colleague' },
  });
  await pc.unlock(again, first);
  expect((await pc.activate(again, newcomer.userId, { pin: '9135', channel: 'b' })).ok).toBe(true);
  expect((await stateOf(again, 'b')).users).toHaveLength(2);
});

test('roles and closed accounts follow the centre: the session ends, a closed account cannot come back', async () => {
  const { core, officers, first } = await pc.enrolWith(['officer'], ['supervisor']);
  const [one, two] = officers;
  if (one === undefined || two === undefined) throw new Error('two officers');
  await pc.unlock(core, first, PIN, 'a');
  await pc.unlock(core, two.userId, PIN, 'b');
  const keyOf = (userId: string) =>
    core.office()?.store.read((tx) => tx.rows.get('officer', userId)?.publicKey) ?? null;
  pc.centre.change('officer', { ...one, publicKey: keyOf(one.userId), roles: ['voucher-clerk'] });
  pc.centre.change('officer', { ...two, publicKey: keyOf(two.userId), active: false });
  await core.syncNow();
  await expect
    .poll(async () => [(await stateOf(core, 'a')).state, (await stateOf(core, 'b')).state])
    .toEqual(['locked', 'locked']);
  await expect
    .poll(async () => (await stateOf(core)).users.map((user: { roles: string[] }) => user.roles))
    .toEqual([['voucher-clerk']]);
  expect(await pc.unlock(core, two.userId, PIN, 'b')).toEqual({
    ok: false,
    error: { code: 'identity/unknown-user' },
  });
  expect(await pc.unlock(core, first, PIN, 'a')).toMatchObject({
    ok: true,
    value: { roles: ['voucher-clerk'] },
  });
});

test('a PC with people is not enrolled over, one without is enrolled anew', async () => {
  const again = () =>
    enrolThisPc({ ...pc.options(), centreUrl: 'http://centre.example', code: ENROL_CODE, label: 'Desk 2' });
  const officer = pc.centre.addOfficer('a', ['officer']);
  await (await pc.enrol()).stop();
  const second = await again();
  if (!second.ok) throw new Error(second.error.code);
  expect(second.value).toMatchObject({
    firstFetch: { reached: true, fetched: 2 },
    core: { enrolment: { label: 'Desk 2' } },
  });
  await pc.activate(second.value.core, officer.userId);
  await second.value.core.stop();
  expect(await again()).toEqual({ ok: false, error: { code: 'setup/already-enrolled' } });
});
