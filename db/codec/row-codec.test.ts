import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replicatedTables } from '#sync/protocol/rows/replicated-tables';
import { camelToSnake, columnsOfShape, snakeToCamel } from './row-codec.ts';

describe('names of columns', () => {
  it.each([
    ['registrationNo', 'registration_no'],
    ['seq', 'seq'],
    ['blobSha256', 'blob_sha256'],
    ['cycleSlice', 'cycle_slice'],
  ])('%s is %s in SQL and comes back', (camel, snake) => {
    expect([camelToSnake(camel), snakeToCamel(snake)]).toEqual([snake, camel]);
  });

  it('come back for every camel-case word', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-zA-Z]{0,30}$/), (name) => {
        expect(snakeToCamel(camelToSnake(name))).toBe(name);
      }),
    );
  });
});

describe('columnsOfShape', () => {
  it('reads kind and nullability of every column from the schema', () => {
    expect(columnsOfShape(replicatedTables.enrolment.shape)).toEqual([
      { name: 'enrolmentId', sqlName: 'enrolment_id', kind: 'text', nullable: false },
      { name: 'programId', sqlName: 'program_id', kind: 'text', nullable: false },
      { name: 'registrantId', sqlName: 'registrant_id', kind: 'text', nullable: false },
      { name: 'officeId', sqlName: 'office_id', kind: 'text', nullable: false },
      { name: 'state', sqlName: 'state', kind: 'text', nullable: false },
      { name: 'enrolledOn', sqlName: 'enrolled_on', kind: 'text', nullable: true },
      { name: 'reason', sqlName: 'reason', kind: 'text', nullable: true },
      { name: 'programVersion', sqlName: 'program_version', kind: 'integer', nullable: false },
      { name: 'score', sqlName: 'score', kind: 'real', nullable: true },
      { name: 'inputsSha256', sqlName: 'inputs_sha256', kind: 'text', nullable: false },
    ]);
  });

  it('knows booleans, lists, records and free JSON, which may be null', () => {
    const kinds = (table: 'officer' | 'program' | 'registrant', names: readonly string[]) =>
      columnsOfShape(replicatedTables[table].shape)
        .filter(({ name }) => names.includes(name))
        .map(({ name, kind, nullable }) => [name, kind, nullable]);
    expect([
      ...kinds('officer', ['roles', 'active']),
      ...kinds('program', ['pmt']),
      ...kinds('registrant', ['facts']),
    ]).toEqual([
      ['roles', 'json', false],
      ['active', 'boolean', false],
      ['pmt', 'json', true],
      ['facts', 'json', false],
    ]);
  });

  it('has a kind for every column of every replicated table', () => {
    const count = Object.values(replicatedTables).reduce(
      (sum, table) => sum + columnsOfShape(table.shape).length,
      0,
    );
    expect(count).toBeGreaterThan(250);
  });
});
