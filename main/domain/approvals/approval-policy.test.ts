import { describe, expect, test } from 'vitest';
import {
  decideStage,
  nextStage,
  type StageDecision,
  type StagePolicy,
  stagePolicyProblem,
  stagesFor,
} from './approval-policy.ts';

const two: StagePolicy = {
  stages: [
    { no: 1, role: 'supervisor', fromMinor: 0 },
    { no: 2, role: 'supervisor', fromMinor: 0 },
  ],
};
const first: StageDecision = {
  policy: two,
  totalMinor: 1000,
  preparedBy: 'preparer',
  signed: [],
  actor: { personId: 'anna', roles: ['supervisor'] },
  stage: 1,
};
const second: StageDecision = {
  ...first,
  stage: 2,
  signed: [{ stage: 1, personId: 'anna' }],
  actor: { personId: 'bekele', roles: ['supervisor'] },
};

test('two supervisors approve, the second one last', () => {
  expect([decideStage(first), decideStage(second)]).toEqual([
    { ok: true, value: { stage: 1, of: 2, isLast: false } },
    { ok: true, value: { stage: 2, of: 2, isLast: true } },
  ]);
});

describe('refusals', () => {
  test.each([
    [
      { ...second, actor: first.actor },
      { code: 'approval/same-person', stage: 1 },
    ],
    [{ ...first, actor: { personId: 'preparer', roles: ['supervisor'] } }, { code: 'approval/preparer' }],
    [
      { ...first, actor: { personId: 'anna', roles: ['officer', 'finance'] } },
      { code: 'approval/wrong-role', role: 'supervisor' },
    ],
    [
      { ...second, stage: 1 },
      { code: 'approval/already-decided', stage: 1 },
    ],
    [
      { ...second, signed: [] },
      { code: 'approval/stage-order', stage: 2, next: 1 },
    ],
    [
      { ...first, stage: 3 },
      { code: 'approval/no-such-stage', stage: 3 },
    ],
  ] satisfies readonly (readonly [StageDecision, unknown])[])('%o', (decision, error) => {
    expect(decideStage(decision)).toEqual({ ok: false, error });
  });
});

describe('stages by amount', () => {
  const policy: StagePolicy = {
    stages: [
      { no: 3, role: 'finance', fromMinor: 5000 },
      { no: 1, role: 'supervisor', fromMinor: 0 },
    ],
  };

  test('a stage is asked for from its amount on, in the order of numbers', () => {
    expect(
      [stagesFor(policy, 4999), stagesFor(policy, 5000)].map((stages) => stages.map(({ no }) => no)),
    ).toEqual([[1], [1, 3]]);
  });

  test('the next stage is the first one not signed', () => {
    const signed = [{ stage: 1, personId: 'anna' }];
    expect([
      nextStage(policy, 5000, []),
      nextStage(policy, 5000, signed),
      nextStage(policy, 1, signed),
    ]).toEqual([1, 3, null]);
  });

  test.each([
    [[], 'no-stage'],
    [[{ no: 1, role: 'finance', fromMinor: 1 }], 'nobody-always'],
    [[...two.stages, ...two.stages], 'stage-twice'],
    [two.stages, null],
  ] as const)('policy %j has the problem %s', (stages, problem) => {
    expect(stagePolicyProblem({ stages })).toBe(problem);
  });
});

test('in every order of four persons over three stages, exactly distinct holders who did not prepare get through', () => {
  const policy: StagePolicy = {
    stages: [
      { no: 1, role: 'supervisor', fromMinor: 0 },
      { no: 2, role: 'programme-manager', fromMinor: 0 },
      { no: 3, role: 'finance', fromMinor: 0 },
    ],
  };
  const persons = ['p0', 'p1', 'p2', 'p3'];
  const roles = ['supervisor', 'programme-manager', 'finance'] as const;
  const tried = persons.flatMap((a) => persons.flatMap((b) => persons.map((c) => [a, b, c])));
  const passed = tried.filter((order) => {
    const signed = order.map((personId, at) => ({ stage: at + 1, personId }));
    return order.every(
      (personId, at) =>
        decideStage({
          policy,
          totalMinor: 0,
          preparedBy: 'p0',
          signed: signed.slice(0, at),
          actor: { personId, roles },
          stage: at + 1,
        }).ok,
    );
  });
  expect(passed.map((order) => order.join())).toEqual([
    'p1,p2,p3',
    'p1,p3,p2',
    'p2,p1,p3',
    'p2,p3,p1',
    'p3,p1,p2',
    'p3,p2,p1',
  ]);
});
