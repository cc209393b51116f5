/** What a device subscribes to: `national`, `program:<uuid>`, `office:<uuid>`. */
export type ScopeParts =
  | { readonly kind: 'national' }
  | { readonly kind: 'program' | 'office'; readonly id: string };

/** The parts of a scope's name; names come checked by the wire's schema. */
export function partsOfScope(scope: string): ScopeParts {
  const [kind, id = ''] = scope.split(':');
  return kind === 'program' || kind === 'office' ? { kind, id } : { kind: 'national' };
}
