import { type CompiledExpression, compileExpression } from '#domain/eligibility/compile-expression';
import type { Expression } from '#domain/eligibility/expression';
import type { PmtModel } from '#domain/eligibility/pmt-model';
import { err, ok, type Result } from '#domain/result';
import type { ConfigInvalid } from '#domain/setup/decode';
import { decodeExpression, decodePmtModel } from '#domain/setup/program-config';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';

type Program = RowOf<'program'>;

/** The eligibility rules of one version of a programme, ready to run. */
export type CompiledRules = {
  readonly programId: string;
  readonly version: number;
  readonly targetKind: 'group' | 'individual';
  readonly expression: Expression;
  readonly compiled: CompiledExpression;
  readonly pmt: PmtModel | null;
};
export type BadRules = {
  readonly code: 'programs/bad-rules';
  readonly data: { readonly path: string; readonly problem: string };
};

/** Rules come from the centre as data. Those this version cannot read decide nothing, for nobody. */
export function readRules(program: Program): Result<CompiledRules, BadRules> {
  const expression = decodeExpression(program.eligibility, 'eligibility');
  if (!expression.ok) return badRules(expression.error);
  const pmt = program.pmt === null ? ok(null) : decodePmtModel(program.pmt);
  if (!pmt.ok) return badRules({ ...pmt.error, path: `pmt.${pmt.error.path}` });
  return ok({
    programId: program.programId,
    version: program.version,
    targetKind: program.targetType,
    expression: expression.value,
    compiled: compileExpression(expression.value),
    pmt: pmt.value,
  });
}

function badRules({ path, problem }: ConfigInvalid): Result<never, BadRules> {
  return err({ code: 'programs/bad-rules', data: { path, problem } });
}
