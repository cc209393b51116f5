import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { handTimers } from '#host/testing/hand-timers';
import type { ToCore } from './core-messages.ts';
import { createCoreProcess, RESTART_DELAYS_MS, STOP_WAIT_MS } from './core-process.ts';

const settings = { dataDir: '/data', version: '1.0.0', release: true };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

class Child extends EventEmitter {
  readonly heard: ToCore[] = [];
  killed = false;
  postMessage(message: ToCore): void {
    this.heard.push(message);
  }
  kill(): boolean {
    this.killed = true;
    this.emit('exit', 137);
    return true;
  }
}

function office() {
  const timers = handTimers();
  const children: Child[] = [];
  const events: string[] = [];
  const core = createCoreProcess<never>({
    fork: () => {
      const child = new Child();
      children.push(child);
      return child;
    },
    settings: () => settings,
    timers,
    nowMs: timers.nowMs,
    log,
    onStarted: (again) => events.push(again ? 'started again' : 'started'),
    onRefused: (code) => events.push(`refused ${code}`),
    onGaveUp: () => events.push('gave up'),
  });
  const last = (): Child => children.at(-1) ?? new Child();
  core.start();
  return { core, timers, children, events, last };
}

it('starts the core with its settings and says when it answers', () => {
  const { events, last } = office();
  expect(last().heard).toEqual([{ kind: 'start', settings }]);
  last().emit('message', { kind: 'started' });
  last().emit('message', { kind: 'something else' });
  last().emit('message', 'started');
  expect(events).toEqual(['started']);
});

it('restarts a core that fell, with growing pauses, and gives up after the third', () => {
  const { timers, children, events, last } = office();
  RESTART_DELAYS_MS.forEach((delayMs, index) => {
    last().emit('message', { kind: 'started' });
    last().emit('exit', 1);
    timers.advance(delayMs - 1);
    expect(children.length).toBe(index + 1);
    timers.advance(1);
    expect(children.length).toBe(index + 2);
  });
  last().emit('exit', 1);
  timers.advance(60_000);
  expect(children.length).toBe(4);
  expect(events).toEqual(['started', 'started again', 'started again', 'gave up']);
});

it('forgives falls that are more than a minute apart', () => {
  const { timers, children, events, last } = office();
  for (let fall = 1; fall <= 10; fall += 1) {
    timers.advance(60_000);
    last().emit('exit', 139);
    timers.advance(RESTART_DELAYS_MS[0]);
    expect(children.length).toBe(fall + 1);
  }
  expect(events).toEqual([]);
});

it('does not restart a core that cannot start', () => {
  const { timers, children, events, last } = office();
  last().emit('message', { kind: 'refused', code: 'keystore/passphrase-needed' });
  last().emit('exit', 0);
  timers.advance(60_000);
  expect([children.length, events]).toEqual([1, ['refused keystore/passphrase-needed']]);
});

it('starts again when told to after a refusal, and its pages begin anew', async () => {
  const { core, events, last } = office();
  last().emit('message', { kind: 'refused', code: 'keystore/passphrase-needed' });
  const stopping = core.stop();
  last().emit('exit', 0);
  await stopping;
  core.start();
  last().emit('message', { kind: 'started' });
  last().emit('exit', 1);
  expect(events).toEqual(['refused keystore/passphrase-needed', 'started again']);
});

it('a core that fell before it ever answered has pages that must begin anew', () => {
  const { timers, events, last } = office();
  last().emit('exit', 1);
  timers.advance(RESTART_DELAYS_MS[0]);
  last().emit('message', { kind: 'started' });
  expect(events).toEqual(['started again']);
});

it('stops in order, and a second stop has nothing to wait for', async () => {
  const { core, timers, children, last } = office();
  const stopping = core.stop();
  expect(last().heard.at(-1)).toEqual({ kind: 'stop' });
  last().emit('exit', 0);
  await stopping;
  await core.stop();
  core.send({ kind: 'lock' });
  timers.advance(60_000);
  expect([last().killed, last().heard.length, children.length]).toEqual([false, 2, 1]);
});

it('ends a core that does not stop within ten seconds', async () => {
  const { core, timers, last } = office();
  const stopping = core.stop();
  timers.advance(STOP_WAIT_MS - 1);
  expect(last().killed).toBe(false);
  timers.advance(1);
  await stopping;
  expect(last().killed).toBe(true);
});

it('a stop while it waits to restart ends the waiting', async () => {
  const { core, timers, children, last } = office();
  last().emit('exit', 1);
  await core.stop();
  timers.advance(60_000);
  expect(children.length).toBe(1);
});
