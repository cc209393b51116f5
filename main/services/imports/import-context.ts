import { IDENTIFIER_FIELDS, type IdentifierField, type ImportContext } from '#domain/imports/imported-row';
import { recogniseColumns } from '#domain/imports/registrant-columns';
import { maskEmail, maskIdentifier, maskPhone } from '#domain/registry/mask';
import type { ReadTx } from '#ports/store';
import { readPolicy } from '../registry/read-policy.ts';

/** Which of the deployment's identifier types a column of a file fills, where the deployment has one of that name. */
const TYPE_OF: Readonly<Partial<Record<IdentifierField, string>>> = {
  idNumber: 'national',
  tokenId: 'token',
  accountNumber: 'account',
};

/** How files are read here: days before months, the deployment's own questions, documents and phones. */
export function readImportContext(tx: ReadTx, today: string): ImportContext {
  const { idTypes, questions, phoneDefaults } = readPolicy(tx);
  const known = new Set(idTypes.map(({ code }) => code));
  const identifierTypes = Object.fromEntries(Object.entries(TYPE_OF).filter(([, code]) => known.has(code)));
  return { today, idTypes, questions, phoneDefaults, identifierTypes, dateOrder: 'day-first' };
}

/** Hides what a report may not show: numbers of people and of their accounts, by the column they stand in (SEC-12). */
export function maskByColumn(
  header: readonly string[],
  { questions }: ImportContext,
): (column: string, value: string) => string {
  const recognised = recogniseColumns(header, questions);
  const masks = new Map<string, (value: string) => string>();
  for (const column of recognised.ok ? recognised.value.columns : []) {
    if (!('field' in column)) continue;
    const { field } = column;
    if (IDENTIFIER_FIELDS.some((identifying) => identifying === field))
      masks.set(column.header, maskIdentifier);
    if (field === 'phone') masks.set(column.header, maskPhone);
    if (field === 'email') masks.set(column.header, maskEmail);
  }
  return (column, value) => masks.get(column)?.(value) ?? value;
}
