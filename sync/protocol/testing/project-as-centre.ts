import { InvariantError } from '#domain/invariant';
import type { Result } from '#domain/result';
import type { PayloadOf } from '../op-fields.ts';
import type { OpType } from '../op-types.ts';
import type { RowReader, RowRef, RowWrite } from '../projection.ts';
import type { ProjectionFailure } from '../projections/row-image.ts';
import { projectOperation, readsOf, readsThenOf } from '../projections.ts';
import { readerOver, sampleContext } from './sample-rows.ts';

/** Projects as the centre does: only rows named by `reads` and `readsThen` can be seen, any other look throws. */
export function projectAsCentre<T extends OpType>(
  type: T,
  payload: PayloadOf<T>,
  images: readonly RowWrite[],
): Result<readonly RowWrite[], ProjectionFailure> {
  const first = readsOf(type, payload);
  const then = readsThenOf(type, payload, guarded(images, first));
  return projectOperation(type, payload, guarded(images, [...first, ...then]), sampleContext);
}

function guarded(images: readonly RowWrite[], refs: readonly RowRef[]): RowReader {
  const reader = readerOver(images);
  const check = (isNamed: boolean, what: string): void => {
    if (!isNamed) throw new InvariantError(`${what} was not named by reads`);
  };
  return {
    get: (table, key) => {
      check(
        refs.some((ref) => 'key' in ref && ref.table === table && ref.key === key),
        `${table} ${key}`,
      );
      return reader.get(table, key);
    },
    list: (table, column, value) => {
      check(
        refs.some(
          (ref) => 'column' in ref && ref.table === table && ref.column === column && ref.value === value,
        ),
        `${table} by ${column}`,
      );
      return reader.list(table, column, value);
    },
  };
}
