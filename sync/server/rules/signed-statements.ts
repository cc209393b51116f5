import { decodeSignedStatement, type SignedStatement, type StatementType } from '#domain/approvals/statement';
import { bytesToHex } from '#domain/codec/bytes';

/** A statement with its signatures, as an approval row or an operation carries it. */
type Parts = {
  readonly statement: string;
  readonly userSignature: string | Uint8Array;
  readonly deviceSignature: string | Uint8Array;
};

/** Puts text and signatures together again; undefined when they are no statement of this type. */
function signedStatementOf<Type extends StatementType>(
  type: Type,
  parts: Parts,
): SignedStatement<Type> | undefined {
  const userSignature = hexOf(parts.userSignature);
  const deviceSignature = hexOf(parts.deviceSignature);
  const text = `{"device_signature":"${deviceSignature}","statement":${parts.statement},"user_signature":"${userSignature}"}`;
  const signed = decodeSignedStatement(text, type);
  return signed.ok ? signed.value : undefined;
}

function hexOf(signature: string | Uint8Array): string {
  return typeof signature === 'string' ? signature : bytesToHex(signature);
}

/** The statements of earlier stages and the present one, in order; undefined when one is unreadable. */
export function statementsInOrder<Type extends StatementType>(
  type: Type,
  earlier: readonly (Parts & { readonly stage: number })[],
  present: Parts,
): readonly SignedStatement<Type>[] | undefined {
  const ordered = [...earlier.toSorted((left, right) => left.stage - right.stage), present];
  const statements = ordered.flatMap((parts) => signedStatementOf(type, parts) ?? []);
  return statements.length === ordered.length ? statements : undefined;
}
