import { bytesToHex } from '#domain/codec/bytes';
import { ok } from '#domain/result';
import type { CliCommand } from '../cli-command.ts';
import { withPerson } from '../desk.ts';
import { done, refused } from '../outcome.ts';

/** `tawi audit verify`: walks the whole audit trail of this PC, not only the page that is shown. */
export const verifyAudit: CliCommand = {
  words: ['audit', 'verify'],
  takes: [],
  options: ['user', 'pin-file'],
  about: 'Recomputes the chain of the audit trail from its first row.',
  run: async (world) => {
    const walked = await withPerson(world, 'audit.read', async ({ core }) => {
      const office = core.office();
      return office === undefined
        ? { ok: false, error: { code: 'host/locked' } }
        : ok(office.store.read((tx) => tx.office.audit.verify()));
    });
    if (!walked.ok) return refused(walked.error);
    const chain = walked.value;
    if (!chain.ok) {
      const { seq, reason } = chain.error;
      return refused(
        { code: 'cli/audit-broken', data: { seq, reason } },
        { json: { verified: false, brokenAt: seq, reason } },
      );
    }
    const { seq, hash } = chain.value;
    const head = bytesToHex(hash);
    return done({ verified: true, rows: seq, head }, [
      `The audit trail holds: ${seq} rows, head ${head.slice(0, 16)}…`,
    ]);
  },
};
