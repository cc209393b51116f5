import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useCommand } from '../../client/use-core.ts';
import { formatNumber } from '../../i18n/format.ts';
import { moneyText } from '../../i18n/money-text.ts';
import { useJob } from '../jobs/use-job.ts';
import { belongsToState } from './cycle-words.ts';

type Cycle = OutputOf<'cycles.get'>;
export type CycleAction = Cycle['actions'][number];
type ActionName = CycleAction['action'];

/** The order in which the next step is looked for. */
const mainOrder: readonly ActionName[] = ['approve', 'submit', 'prepare', 'issue', 'print'];

/** What can be done with the cycle now. The core says what is allowed and why not; here are only words and calls. */
export function useCycleActions(cycle: Cycle) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const preparing = useJob('cycles.prepare');
  const issuing = useJob('vouchers.issue');
  const prepare = useCommand('cycles.prepare');
  const submit = useCommand('cycles.submit');
  const issue = useCommand('vouchers.issue');
  const decide = useCommand('cycles.decide');
  const [said, say] = useState<string | null>(null);
  const { cycleId } = cycle;
  const start = async (action: ActionName) => {
    say(null);
    if (action === 'prepare') {
      const reply = await prepare.run({ cycleId });
      if (reply?.ok) preparing.follow(reply.value.jobId);
    } else if (action === 'submit') {
      const reply = await submit.run({ cycleId });
      if (reply?.ok) say(t('cycles:sent-for-approval'));
    } else if (action === 'issue') {
      const reply = await issue.run({ cycleId });
      if (reply?.ok) issuing.follow(reply.value.jobId);
    } else if (action === 'print') void navigate({ to: '/vouchers/sheet/$cycleId', params: { cycleId } });
  };
  const allowed = (name: ActionName) => cycle.actions.some((item) => item.action === name && item.allowed);
  const busy = preparing.running || issuing.running;
  return {
    preparing,
    issuing,
    decide,
    said,
    say,
    busy: busy || prepare.busy || submit.busy || issue.busy,
    failure: prepare.failure ?? submit.failure ?? issue.failure,
    start: (action: ActionName) => void start(action),
    main: busy ? null : (mainOrder.find(allowed) ?? null),
    /** What does not belong to the state is not shown; what belongs but is refused is shown greyed with its reason. */
    shown: cycle.actions.filter((item) => item.allowed || belongsToState(cycle.sliceState, item.action)),
    words: (action: ActionName): string => actionWords(t, cycle, action),
  };
}
export type CycleActions = ReturnType<typeof useCycleActions>;

/** A verb with object and count; money in full. */
function actionWords(t: ReturnType<typeof useTranslation>['t'], cycle: Cycle, action: ActionName): string {
  const count = cycle.entitlementCount;
  const number = formatNumber(count);
  switch (action) {
    case 'prepare':
      return cycle.preparation === 0
        ? t('cycles:do-prepare', { count: cycle.enrolled, number: formatNumber(cycle.enrolled) })
        : t('cycles:do-prepare-again');
    case 'submit':
      return t('cycles:do-submit');
    case 'approve':
      return t('cycles:do-approve', { count, number, amount: moneyText(cycle.totalMinor, cycle.currency) });
    case 'return':
      return t('cycles:do-return');
    case 'issue':
      return t('cycles:do-issue', { count, number });
    case 'print':
      return t('cycles:do-print', {
        count: cycle.vouchers.issued,
        number: formatNumber(cycle.vouchers.issued),
      });
  }
}
