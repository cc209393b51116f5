import type { EventOf, Topic } from '#contract/events';
import type { Verify } from '#domain/signing/ed25519';
import type { Clock } from '#ports/clock';
import type { Ids } from '#ports/ids';
import type { Log } from '#ports/log';
import type { DocumentVault } from './document-vault.ts';
import type { FileTickets } from './file-tickets.ts';

/** Tells the windows what changed. Inside a command it waits for the commit and is dropped with a rollback. */
export type Emit = <T extends Topic>(topic: T, event: EventOf<T>) => void;

/** This PC as the centre knows it since its enrolment. */
export type OfficeIdentity = {
  readonly tenantId: string;
  readonly officeId: string;
  readonly officeNo: number;
  readonly officeCode: string;
  readonly officeName: string;
  readonly deviceId: string;
  readonly deviceNo: number;
  /** Low 6 bits go into ids; grows when the centre re-admits this PC after a restored disk. */
  readonly incarnation: number;
  readonly centreUrl: string;
};

/** Signs as this PC; the seed never leaves the closure. */
export type DeviceSigner = {
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
};

/** What the open office lends to handlers and jobs; the same for everybody while the database is open. */
export type OfficeContext = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly office: OfficeIdentity;
  readonly device: DeviceSigner;
  /** Ed25519 by the platform's library. */
  readonly verify: Verify;
  readonly files: FileTickets;
  readonly documents: DocumentVault;
};
