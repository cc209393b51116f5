import type { z } from 'zod';
import type { HostError } from './define.ts';
import { drafts } from './drafts.ts';
import { files } from './files.ts';
import { programs } from './programs.ts';
import { providers } from './providers.ts';
import { registry } from './registry.ts';
import { session } from './session.ts';
import { vouchers } from './vouchers.ts';

/** Every call between a window and the core. Renderer client, dispatcher, preload allow-list and HTTP route read this table. */
export const contract = {
  ...session,
  ...registry,
  ...drafts,
  ...files,
  ...programs,
  ...vouchers,
  ...providers,
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** What a caller may leave to its default. */
export type InputOf<N extends MethodName> = z.input<Contract[N]['input']>;
/** What a handler receives after validation. */
export type ParsedOf<N extends MethodName> = z.output<Contract[N]['input']>;
export type OutputOf<N extends MethodName> = z.output<Contract[N]['output']>;
export type ErrorCodeOf<N extends MethodName> = Contract[N]['errors'][number] | HostError;
export type Failure<C extends string = string> = {
  readonly code: C;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly ref?: string;
};
export type Reply<N extends MethodName> =
  | { readonly ok: true; readonly value: OutputOf<N> }
  | { readonly ok: false; readonly error: Failure<ErrorCodeOf<N>> };

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}
