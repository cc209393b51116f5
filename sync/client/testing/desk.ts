import { utf8Encode } from '#domain/codec/utf8';
import { nobleSigner } from '#domain/signing/ed25519';
import type { Clock } from '#ports/clock';
import type { Log } from '#ports/log';
import type { Actor } from '#ports/store';
import type { Timers } from '../timers.ts';

/** A desk for tests of the sync client: one device, one officer, time that moves by hand. */
const NOW_MS = Date.parse('2026-11-20T09:00:00.000Z');

export function deskId(number: number): string {
  return `0193a1f0-4c00-8001-8000-${String(number).padStart(12, '0')}`;
}

export const deskOfficer = nobleSigner(new Uint8Array(32).fill(31));
export const deskActor: Actor = {
  userId: deskId(31),
  userNo: 31,
  personId: deskId(931),
  displayName: 'Registrar',
  roles: ['registrar'],
  sign: deskOfficer.sign,
};

export const deskDevice = {
  deviceId: deskId(9),
  deviceNo: 9,
  incarnation: 1,
  /** Any text does here: only its hash goes into the chain. */
  certificate: 'certificate of device 9',
  signer: nobleSigner(utf8Encode('seed of the desk in these tests!')),
};

export type DeskTime = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly pass: (ms: number) => Promise<void>;
};

/** Time that stands until `pass` moves it; due timers run in order, and pending promises get their turn. */
export function deskTime(): DeskTime {
  let nowMs = NOW_MS;
  let waiting: { readonly at: number; readonly work: () => void }[] = [];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  };
  return {
    clock: {
      nowMs: () => nowMs,
      correctedMs: () => nowMs,
      today: () => new Date(nowMs).toISOString().slice(0, 10),
      isBehind: () => false,
    },
    timers: {
      after: (ms, work) => {
        const timer = { at: nowMs + ms, work };
        waiting.push(timer);
        return () => {
          waiting = waiting.filter((other) => other !== timer);
        };
      },
    },
    pass: async (ms) => {
      const end = nowMs + ms;
      await settle();
      while (true) {
        const next = waiting.filter((timer) => timer.at <= end).sort((left, right) => left.at - right.at)[0];
        if (next === undefined) break;
        waiting = waiting.filter((timer) => timer !== next);
        nowMs = Math.max(nowMs, next.at);
        next.work();
        await settle();
      }
      nowMs = end;
      await settle();
    },
  };
}

export type LoggedLine = { readonly level: 'info' | 'warn' | 'error'; readonly event: string };
export function deskLog(): { readonly log: Log; readonly lines: readonly LoggedLine[] } {
  const lines: LoggedLine[] = [];
  return {
    lines,
    log: {
      info: (event) => void lines.push({ level: 'info', event }),
      warn: (event) => void lines.push({ level: 'warn', event }),
      error: (event) => void lines.push({ level: 'error', event }),
    },
  };
}
