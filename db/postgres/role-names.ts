/** Owns the schema and runs migrations; never serves requests. */
export const MIGRATOR_ROLE = 'tawi_migrator';

/** Serves requests: owns nothing, changes no structure, is held by row level security. */
export const APP_ROLE = 'tawi_app';

/** All tables of the service lie here; both roles have it first in their search path. */
export const SCHEMA = 'tawi';
