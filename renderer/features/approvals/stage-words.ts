import type { TFunction } from 'i18next';
import { i18n } from '../../i18n/i18n.ts';

/** The word for a role; a role of a newer policy is shown by its own name. */
export function roleText(t: TFunction, role: string): string {
  return i18n.exists(`common:role-${role}`) ? t(`common:role-${role}`) : role;
}

/** What became of a stage that did not sign. */
export function stageWord(t: TFunction, state: 'returned' | 'rejected'): string {
  return state === 'returned' ? t('approvals:returned') : t('approvals:rejected');
}
