import type { TFunction } from 'i18next';
import { i18n } from './i18n.ts';

/**
 * A reason that came as a bare code (why an action is not offered, why a job failed): the words of that refusal, or
 * the code itself so that it can be read out over the phone. Sentences that need data which did not come are left out.
 */
export function reasonText(t: TFunction, code: string | null): string {
  const key = `errors:${code ?? ''}`;
  if (code === null || !i18n.exists(key)) return t('jobs:reason-unknown', { code: code ?? '–' });
  const sentences = String(t(key)).split(/(?<=[.؟!])\s+/u);
  return sentences.filter((sentence) => !sentence.includes('{{')).join(' ');
}
