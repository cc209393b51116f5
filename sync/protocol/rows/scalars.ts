import { z } from 'zod';

/** Lower-case UUID text; every primary key of a replicated row is one. */
export const Uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
/** Calendar date `YYYY-MM-DD`. Whether the day exists is checked by `#domain/time/plain-date`. */
export const PlainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** UTC instant with milliseconds, e.g. `2026-11-20T09:00:00.000Z`. */
export const Instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
/** Integer count of minor units; never negative except in ledger postings. */
export const Minor = z.int().min(0);
export const SignedMinor = z.int();
export const Currency = z.string().regex(/^[A-Z]{3}$/);
/** Lower-case hexadecimal of a SHA-256. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const Hex = z.string().regex(/^([0-9a-f]{2})*$/);
export const ShortText = z.string().max(200);
export const LongText = z.string().max(2000);
/** Answers of a question pack: scalars only, so that rules and both databases see the same value. */
export const Facts = z.record(z.string().max(64), z.union([z.string().max(500), z.number(), z.boolean()]));
