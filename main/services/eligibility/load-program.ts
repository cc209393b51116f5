import { programAllows } from '#domain/programs/program-states';
import { err, ok, type Result } from '#domain/result';
import type { OfficeContext } from '#host/call-context';
import type { ReadTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { readAreas } from '../registry/area-tree.ts';
import { type BadRules, type CompiledRules, readRules } from './read-rules.ts';
import type { RuleWorld } from './rule-subject.ts';

export type LoadedProgram = { readonly program: RowOf<'program'>; readonly rules: CompiledRules };
export type ProgramNotFound = { readonly code: 'programs/not-found' };
export type ProgramNotActive = {
  readonly code: 'programs/not-active';
  readonly data: { readonly state: string };
};

/** A programme with its rules ready to run. */
export function loadProgram(
  tx: ReadTx,
  programId: string,
): Result<LoadedProgram, ProgramNotFound | BadRules> {
  const program = tx.rows.get('program', programId);
  if (program === undefined) return err({ code: 'programs/not-found' });
  const rules = readRules(program);
  return rules.ok ? ok({ program, rules: rules.value }) : rules;
}

/** The same for work that only a programme in its active state allows. */
export function loadActiveProgram(
  tx: ReadTx,
  programId: string,
): Result<LoadedProgram, ProgramNotFound | ProgramNotActive | BadRules> {
  const loaded = loadProgram(tx, programId);
  if (!loaded.ok) return loaded;
  const { state } = loaded.value.program;
  return programAllows(state, 'enrol') ? loaded : err({ code: 'programs/not-active', data: { state } });
}

/** The day and the areas that rules are asked with. */
export function readWorld(tx: ReadTx, { clock, office }: Pick<OfficeContext, 'clock' | 'office'>): RuleWorld {
  return { today: clock.today(), pathOf: readAreas(tx, office).pathOf };
}
