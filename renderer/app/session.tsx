import { createContext, useContext } from 'react';
import type { OutputOf } from '#contract/contract';
import type { Permission } from '#domain/identity/permissions';

export type Me = OutputOf<'session.me'>;
export type PcState = OutputOf<'session.state'>;
type Session = { readonly me: Me; readonly pc: PcState };

export const SessionContext = createContext<Session | null>(null);

/** The person at the desk. Only used below the frame, where someone is signed in. */
export function useSession(): Session & { readonly may: (permission: Permission) => boolean } {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession outside the frame');
  return { ...session, may: (permission) => session.me.permissions.includes(permission) };
}
