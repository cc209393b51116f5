import { z } from 'zod';

/** Shapes shared by the contract's features. */
export const Uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export const RequestId = Uuid;
export const PlainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const Instant = z.string().max(30);
export const Minor = z.int().min(0);
export const Text = z.string().max(200);
export const Pin = z.string().regex(/^\d{4,12}$/);
/** How far the record's latest change has travelled: the mark in the ledger margin. */
export const SentMark = z.enum(['sent', 'waiting', 'refused']);
export const Money = z.object({ amountMinor: z.int(), currency: z.string().length(3) });
/** Facts of a question pack. */
export const Facts = z.record(z.string().max(64), z.union([z.string().max(500), z.number(), z.boolean()]));
/** Position in a list; opaque to the caller. */
export const Cursor = z.string().max(200).nullable();
export const Issue = z.object({
  field: z.string(),
  code: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export const JobRef = z.object({ jobId: Uuid });
