import { useTranslation } from 'react-i18next';
import type { Failure } from '#contract/contract';
import type { CoreRefusal } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Notice } from '../../ui/Notice.tsx';

type Props = { readonly error?: CoreRefusal | null; readonly failure?: Failure | null };

/** What the core did not do and why, in words; nothing while all is well. */
export function RefusalNotice({ error = null, failure = null }: Props) {
  const { t } = useTranslation();
  const refused = failure ?? error?.failure ?? null;
  return refused === null ? null : (
    <Notice kind="danger" live>
      {errorText(t, refused)}
    </Notice>
  );
}
