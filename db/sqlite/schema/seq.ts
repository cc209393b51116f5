import { integer } from 'drizzle-orm/sqlite-core';

/**
 * Last column of every replicated table: the sequence of its scope at which the centre last confirmed the row,
 * 0 while it was only made here. Not part of the row itself.
 */
export const seq = () => integer('seq').notNull().default(0);
