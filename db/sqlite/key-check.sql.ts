/**
 * Raw because it runs before there is a drizzle database: the cheapest statement that must decrypt the first page,
 * so a wrong key fails here and not at some later query.
 */
export const KEY_CHECK = 'SELECT count(*) FROM sqlite_master';
