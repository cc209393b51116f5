import { assert } from '#domain/invariant';

/**
 * How a column holds its value. SQLite: `integer` for integers and booleans (0/1), `real`, TEXT for the rest, JSON as
 * text. Postgres: integer/bigint, double precision, boolean, text, jsonb. A JSON null is SQL NULL on both.
 */
export type ColumnKind = 'text' | 'integer' | 'real' | 'boolean' | 'json';
export type Column = {
  /** Property name of the row, camelCase. */
  readonly name: string;
  /** Name in SQL, snake_case. */
  readonly sqlName: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
};

/** What this file asks of a row's schemas; zod's fulfil it, and no zod is needed here. */
export type PropertySchema = {
  readonly def: { readonly type: string };
  readonly safeParse: (value: unknown) => { readonly success: boolean };
};
export type RowShape = Readonly<Record<string, PropertySchema>>;

/** `registrationNo` -> `registration_no`; also for table names. */
export function camelToSnake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `registration_no` -> `registrationNo`. */
export function snakeToCamel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The columns of a replicated table in the order of its schema; `seq` and `tenant_id` are not among them. */
export function columnsOfShape(shape: RowShape): readonly Column[] {
  return Object.entries(shape).map(([name, schema]) => ({
    name,
    sqlName: camelToSnake(name),
    kind: kindOf(name, schema),
    nullable: schema.safeParse(null).success,
  }));
}

function kindOf(name: string, schema: PropertySchema): ColumnKind {
  const { type } = withoutNull(schema).def;
  switch (type) {
    case 'string':
    case 'enum':
      return 'text';
    case 'boolean':
      return 'boolean';
    case 'number':
      return schema.safeParse(0.5).success ? 'real' : 'integer';
    case 'array':
    case 'record':
    case 'object':
    case 'lazy':
      return 'json';
    default:
      assert(false, () => `no column kind for ${name}, a ${type}`);
  }
}

function withoutNull(schema: PropertySchema): PropertySchema {
  const { def } = schema;
  if (def.type !== 'nullable' || !('innerType' in def)) return schema;
  // A codec's cast: zod's nullable always wraps another schema.
  return withoutNull(def.innerType as PropertySchema);
}
