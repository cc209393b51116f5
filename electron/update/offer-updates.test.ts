import { beforeEach, expect, it } from 'vitest';
import { ok } from '#domain/result';
import { handTimers } from '#host/testing/hand-timers';
import type { UpdateState } from '#ports/updater';
import { answerElectron, electronCalls, resetElectron } from '../../test/setup/electron-stub.ts';
import { shellTexts } from '../shell/words.ts';
import { offerUpdates } from './offer-updates.ts';

beforeEach(resetElectron);

async function afterOneDay(
  state: UpdateState,
): Promise<{ readonly checks: number; readonly installs: number }> {
  const timers = handTimers();
  const done = { checks: 0, installs: 0 };
  const check = async (): Promise<UpdateState> => {
    done.checks += 1;
    return state;
  };
  const install = async () => {
    done.installs += 1;
    return ok(undefined);
  };
  offerUpdates({ state: () => state, check, install }, shellTexts('en'), timers);
  for (let hour = 0; hour < 24; hour += 1) {
    timers.advance(3_600_000);
    await timers.yieldToOthers();
  }
  return done;
}

it('looks every few hours and asks nobody when there is nothing', async () => {
  expect(await afterOneDay({ kind: 'current', checkedAtMs: 0 })).toEqual({ checks: 6, installs: 0 });
  expect(electronCalls).toEqual([]);
});

it('installs only when somebody agrees', async () => {
  answerElectron('dialog.showMessageBox', { response: 0 });
  expect((await afterOneDay({ kind: 'ready', version: '1.1.0' })).installs).toBe(0);
  expect(electronCalls[0]?.args).toEqual([
    {
      type: 'info',
      title: 'Tawi',
      message: expect.stringContaining('Version 1.1.0 of Tawi'),
      buttons: ['Later', 'Install now'],
      defaultId: 0,
      cancelId: 0,
    },
  ]);
  answerElectron('dialog.showMessageBox', { response: 1 });
  expect((await afterOneDay({ kind: 'ready', version: '1.1.0' })).installs).toBeGreaterThan(0);
});

it('never looks when updates are off', async () => {
  expect(await afterOneDay({ kind: 'off', why: 'no-publisher' })).toEqual({ checks: 0, installs: 0 });
});
