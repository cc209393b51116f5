import { hasPermission } from '#domain/identity/permissions';
import { programAllows } from '#domain/programs/program-states';
import type { HomeSource } from '../home/home-source.ts';

/** After a run: people to enrol, and people about whom something is not known yet. */
export const eligibilityHome: HomeSource = (tx, { actor: { roles } }) => {
  if (!hasPermission(roles, 'enrolment.decide')) return [];
  return tx.rows.all('program').flatMap(({ programId, name, state }) => {
    const run = tx.office.eligibility.lastRun(programId);
    if (run === undefined || !programAllows(state, 'enrol')) return [];
    const line = { oldestAt: run.ranAt, first: name };
    const href = `/programmes/${programId}`;
    const ready = tx.registry.countEligibleNotEnrolled(programId);
    const { unknown } = run.counts;
    return [
      ...(ready === 0 ? [] : [{ ...line, kind: 'ready-to-enrol', count: ready, href: `${href}?tab=pass` }]),
      ...(unknown === 0
        ? []
        : [{ ...line, kind: 'eligibility-unknown', count: unknown, href: `${href}?tab=unknown` }]),
    ];
  });
};
