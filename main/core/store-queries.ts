import { createPaymentQueries } from '#db/sqlite/queries/payment-queries';
import { createRegistryQueries } from '#db/sqlite/queries/registry-queries';
import type { StoreQueries } from '#db/sqlite/store';

/** The features' own queries over the replica, in one place for the core and for tests. */
export const storeQueries: StoreQueries = { registry: createRegistryQueries, payments: createPaymentQueries };
