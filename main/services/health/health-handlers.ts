import type { OutputOf } from '#contract/contract';
import { ok } from '#domain/result';
import type { CallContext } from '#host/call-context';
import { type HandlerTable, handleQuery } from '#host/handlers';
import type { ReadTx } from '#ports/store';

export type HealthCheck = OutputOf<'health.report'>['checks'][number];
/** One thing that can be well or not; quick, and never throwing. Parts of the core bring their own. */
export type HealthProbe = (tx: ReadTx, ctx: CallContext) => HealthCheck;

const NUMBERS_LOW = 200;

/** The health page: what `doctor` says, without opening a terminal. */
export function healthHandlers(probes: readonly HealthProbe[]) {
  const all = [...probes, clockProbe, numbersProbe, refusedProbe];
  return {
    'health.report': handleQuery('health.report', {
      run: (tx, _input, ctx) => ok({ checks: all.map((probe) => probe(tx, ctx)) }),
    }),
  } satisfies Partial<HandlerTable>;
}

function clockProbe(_tx: ReadTx, { clock }: CallContext): HealthCheck {
  const offsetMs = Math.round(clock.correctedMs() - clock.nowMs());
  if (clock.isBehind())
    return { name: 'clock', state: 'bad', code: 'health/clock-behind', data: { offsetMs } };
  const far = Math.abs(offsetMs) > 120_000;
  return {
    name: 'clock',
    state: far ? 'warn' : 'ok',
    code: far ? 'health/clock-off' : 'health/clock-right',
    data: { offsetMs },
  };
}

/** Without numbers to give out, nobody can be registered until the next contact. */
function numbersProbe(tx: ReadTx): HealthCheck {
  const left = tx.office.numbers.left('registration');
  const state = left === 0 ? 'bad' : left < NUMBERS_LOW ? 'warn' : 'ok';
  return {
    name: 'numbers',
    state,
    code: state === 'ok' ? 'health/numbers-enough' : 'health/numbers-low',
    data: { left },
  };
}

function refusedProbe(tx: ReadTx): HealthCheck {
  const count = tx.office.operations.items({ mark: 'refused', limit: 1 }).total;
  return {
    name: 'refused',
    state: count === 0 ? 'ok' : 'warn',
    code: count === 0 ? 'health/nothing-refused' : 'health/refused',
    data: { count },
  };
}
