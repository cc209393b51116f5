import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCore } from '../../client/use-core.ts';
import { formatInstant } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Marks.tsx';
import { actionText } from '../audit/audit-words.ts';

const shown = 8;

/** For the auditor: is the chain of records whole, and what stands at its end. */
export function AuditCard() {
  const { t } = useTranslation();
  const trail = useCore('audit.list', { limit: shown }, { keepPrevious: true });
  return (
    <Card title={t('home:audit')} note={<Link to="/audit">{t('home:audit-all')}</Link>}>
      {trail.data === undefined ? null : (
        <>
          <p className="pad">
            {trail.data.verified ? (
              <Chip tone="ok">{t('home:audit-whole')}</Chip>
            ) : (
              <Chip tone="danger">{t('home:audit-broken')}</Chip>
            )}
          </p>
          <ul className="drafts">
            {trail.data.rows.map((row) => (
              <li key={row.seq}>
                <span className="small muted">{formatInstant(row.at)}</span>
                <div>
                  {actionText(t, row.action)}
                  <span className="muted" dir="auto">{` · ${row.byName}`}</span>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
