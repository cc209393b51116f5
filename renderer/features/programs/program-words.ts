/** Words and tones of a programme's state (`#domain/programs/program-states`). */
export type Tone = 'plain' | 'ok' | 'warn' | 'danger' | 'info';
type Word = { readonly text: string; readonly tone: Tone };

const states: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['draft', { text: 'programs:state-draft', tone: 'plain' }],
  ['active', { text: 'programs:state-active', tone: 'ok' }],
  ['paused', { text: 'programs:state-paused', tone: 'warn' }],
  ['closing', { text: 'programs:state-closing', tone: 'warn' }],
  ['closed', { text: 'programs:state-closed', tone: 'plain' }],
]);
const enrolments: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['draft', { text: 'programs:enrolment-draft', tone: 'plain' }],
  ['enrolled', { text: 'programs:enrolment-enrolled', tone: 'ok' }],
  ['paused', { text: 'programs:enrolment-paused', tone: 'warn' }],
  ['exited', { text: 'programs:enrolment-exited', tone: 'plain' }],
  ['not_eligible', { text: 'programs:enrolment-not-eligible', tone: 'plain' }],
  ['duplicated', { text: 'programs:enrolment-duplicated', tone: 'warn' }],
]);
const unknown = (state: string): Word => ({ text: state, tone: 'plain' });

export const programStateWord = (state: string): Word => states.get(state) ?? unknown(state);
export const enrolmentStateWord = (state: string): Word => enrolments.get(state) ?? unknown(state);

/** Who a programme is for: people or households. */
export const targetText = (targetType: string): string =>
  targetType === 'group' ? 'programs:target-group' : 'programs:target-individual';
