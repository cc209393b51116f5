import { expect, test } from 'vitest';
import { allowedCommands, nextState, type StateTable } from './state-table.ts';

type Door = 'open' | 'shut';
type Push = 'close' | 'open' | 'lock';
const DOOR: StateTable<Door, Push> = { open: { close: 'shut' }, shut: { open: 'open' } };

test('a command in the table leads on', () => {
  expect(nextState('door', DOOR, 'open', 'close')).toEqual({ ok: true, value: 'shut' });
});

test('a command not in the table is refused with state and command', () => {
  expect(nextState('door', DOOR, 'open', 'lock')).toEqual({
    ok: false,
    error: { code: 'state/not-allowed', entity: 'door', from: 'open', command: 'lock' },
  });
});

test('the allowed commands come in the order asked', () => {
  expect(allowedCommands(DOOR, 'shut', ['lock', 'open', 'close'])).toEqual(['open']);
});
