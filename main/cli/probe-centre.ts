import type { DoctorCheck } from './doctor-check.ts';

const ANSWER_WITHIN_MS = 5000;
const CLOCK_BEARABLE_MS = 120_000;

/** Asks the centre for its health: whether it answers, how fast, and how far its clock is from this PC's. */
export async function probeCentre(centreUrl: string): Promise<readonly DoctorCheck[]> {
  if (centreUrl === '') return [];
  const from = Date.now();
  try {
    const answer = await fetch(new URL('/health/ready', centreUrl), {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const tookMs = Date.now() - from;
    const date = Date.parse(answer.headers.get('date') ?? '');
    await answer.body?.cancel();
    if (!answer.ok) return [unreached(centreUrl, `HTTP ${answer.status}`)];
    return [
      {
        name: 'centre',
        state: 'ok',
        words: `${centreUrl} answers in ${tookMs} ms`,
        data: { centreUrl, tookMs },
      },
      ...(Number.isNaN(date) ? [] : [clockCheck(date - (from + tookMs / 2))]),
    ];
  } catch (error) {
    if (error instanceof Error) return [unreached(centreUrl, reasonOf(error))];
    throw error;
  }
}

/** The header counts whole seconds; a second more or less says nothing. */
function clockCheck(offset: number): DoctorCheck {
  const offsetMs = Math.round(offset);
  const isFar = Math.abs(offsetMs) > CLOCK_BEARABLE_MS;
  const words = isFar
    ? `this PC's clock is ${Math.round(Math.abs(offsetMs) / 1000)} s ${offsetMs > 0 ? 'behind' : 'ahead of'} the centre: set it right`
    : `within ${Math.max(1, Math.round(Math.abs(offsetMs) / 1000))} s of the centre`;
  return { name: 'clock', state: isFar ? 'warn' : 'ok', words, data: { offsetMs } };
}

function unreached(centreUrl: string, reason: string): DoctorCheck {
  const words = `${centreUrl} does not answer (${reason}); work goes on and is sent later`;
  return { name: 'centre', state: 'warn', words, data: { centreUrl, reason } };
}

/** fetch wraps the network's own error. */
function reasonOf(error: Error): string {
  const inner = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : error.name;
  return inner === 'TimeoutError' ? `nothing within ${ANSWER_WITHIN_MS / 1000} s` : inner;
}
