/** Ids made here: UUIDv8 of time, device and counter (sync design 3.1). */
export type Ids = { readonly next: () => string };
