/** Where an office finds the centre's calls; all below the centre's address. */
export const paths = {
  /** POST {@link EnrolRequest}, unsigned: a code proves it. */
  enrol: '/v1/enrol',
  /** POST HelloRequest. */
  hello: '/v1/hello',
  /** POST a CBOR batch as `application/octet-stream`. */
  push: '/v1/push',
  /** POST PullRequest. */
  pull: '/v1/pull',
  /** POST AuditPushRequest. */
  audit: '/v1/audit',
  /** PUT the encrypted bytes of a document under their own SHA-256; GET them. Both `application/octet-stream`. */
  blob: (sha256: string) => `/v1/blobs/${sha256}`,
} as const;
