import { afterEach, expect, test } from 'vitest';
import { OFFICE, type TempOffice, tempOffice } from '../../core/testing/temp-office.ts';
import { draftHandlers } from '../drafts/draft-handlers.ts';
import { homeHandlers } from './home-handlers.ts';
import type { HomeSource } from './home-source.ts';

const PERSON = '00000000-0000-8000-8000-0000000000f1';
const DRAFT = '00000000-0000-8000-8000-0000000000f2';
const approvals: HomeSource = (_tx, { actor }) =>
  actor.roles.includes('supervisor')
    ? [{ kind: 'approvals', count: 2, oldestAt: null, first: 'November', href: '/cycles' }]
    : [];

let office: TempOffice;
afterEach(() => office.remove());
const setUp = (roles: string[]) => {
  office = tempOffice({ handlers: { ...homeHandlers([approvals]), ...draftHandlers() } });
  return office.signIn(roles);
};
const done = (action: string, object: string, at: string, actorNo = 1) =>
  office.store.write((tx) => tx.office.audit.append({ at, actorNo, action, object, purpose: null }));

test('a new office has nothing waiting and nothing done', async () => {
  setUp(['officer']);
  expect(await office.call('home.queues', {})).toEqual({
    ok: true,
    value: { queues: [], doneToday: [], lastDone: [] },
  });
});

test('own drafts and what the features add appear, each for those it is for', async () => {
  setUp(['officer']);
  await office.call('drafts.save', {
    requestId: office.requestId(),
    draftId: DRAFT,
    kind: 'household',
    title: 'Tesfaye',
    body: {},
  });
  expect(await office.call('home.queues', {})).toMatchObject({
    value: {
      queues: [
        {
          kind: 'drafts',
          count: 1,
          oldestAt: '2026-11-20T09:00:00.000Z',
          first: 'Tesfaye',
          href: `/people/new?draft=${DRAFT}`,
        },
      ],
    },
  });
  office.signIn(['supervisor'], 'b');
  expect(await office.call('home.queues', {}, 'b')).toMatchObject({
    value: { queues: [{ kind: 'approvals', count: 2 }] },
  });
});

test('an interrupted job waits for somebody who may continue it', async () => {
  setUp(['officer']);
  office.store.write((tx) => {
    tx.office.jobs.start({
      jobId: DRAFT,
      kind: 'unknown.kind',
      input: {},
      total: 1,
      startedAt: '2026-11-20T08:00:00.000Z',
      startedBy: 1,
    });
    tx.office.jobs.interrupt('2026-11-20T09:00:00.000Z');
  });
  expect(await office.call('home.queues', {})).toMatchObject({ value: { queues: [] } });
});

test('work of today and yesterday is counted by the day of the office, not of UTC', async () => {
  const actor = setUp(['officer']);
  office.store.sync.write((tx) => {
    tx.rows.upsert(
      'tenantPolicy',
      {
        ...{
          policyId: DRAFT,
          tenantName: 'T',
          currency: 'KES',
          timeZone: 'Africa/Nairobi',
          defaultPhonePrefix: '254',
          languages: [],
        },
        ...{ practice: false, identifierTypes: [], questionPack: {}, consentText: {}, version: 1 },
      },
      1,
    );
  });
  office.store.write((tx) =>
    tx.operations.record({
      type: 'registrant.create',
      payload: {
        ...{
          registrantId: PERSON,
          kind: 'group',
          groupKind: 'household',
          officeId: OFFICE.officeId,
          areaId: DRAFT,
          givenName: 'Abeba',
        },
        ...{ name: 'Abeba Tesfaye', birthDateExact: true, registeredOn: '2026-11-20' },
      },
      entity: PERSON,
      actor,
    }),
  );
  // Nairobi is three hours ahead: 21:30 UTC of the 18th is already the 19th there.
  done('registry.household-registered', 'x', '2026-11-18T20:30:00.000Z');
  done('registry.household-registered', 'x', '2026-11-18T21:30:00.000Z');
  done('registry.household-registered', 'x', '2026-11-20T05:00:00.000Z', 2);
  done('session.unlocked', 'x', '2026-11-20T06:00:00.000Z');
  done('registry.household-registered', PERSON, '2026-11-20T07:00:00.000Z');
  expect(await office.call('home.queues', {})).toMatchObject({
    value: {
      doneToday: [{ kind: 'registry.household-registered', today: 1, yesterday: 1 }],
      lastDone: [
        {
          at: '2026-11-20T07:00:00.000Z',
          action: 'registry.household-registered',
          subject: 'Abeba Tesfaye',
          mark: 'waiting',
          href: `/people/${PERSON}`,
        },
        { at: '2026-11-18T21:30:00.000Z', subject: '', mark: 'sent', href: null },
      ],
    },
  });
});
