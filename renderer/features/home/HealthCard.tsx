import { useTranslation } from 'react-i18next';
import { useCore } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Card } from '../../ui/Card.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Chip } from '../../ui/Marks.tsx';
import { healthName, healthText } from './health-words.ts';

const looks = {
  ok: ['ok', 'check', 'home:state-ok'],
  warn: ['warn', 'alert', 'home:state-warn'],
  bad: ['danger', 'alert', 'home:state-bad'],
} as const;

/** This PC as office IT sees it: each part with mark, word and what was found. */
export function HealthCard() {
  const { t } = useTranslation();
  const report = useCore('health.report', {}, { keepPrevious: true, refetchMs: 60_000 });
  const checks = report.data?.checks ?? [];
  return (
    <Card title={t('home:health')} note={t('home:health-note')}>
      {report.error === null ? null : <p className="pad t-danger">{errorText(t, report.error.failure)}</p>}
      <div className="scroll">
        <table className="grid roomy plain">
          <tbody>
            {checks.map((check) => {
              const [tone, icon, word] = looks[check.state];
              return (
                <tr key={check.name}>
                  <td className="strong">{healthName(t, check.name)}</td>
                  <td>
                    <Chip tone={tone}>
                      <Icon name={icon} />
                      {t(word)}
                    </Chip>
                  </td>
                  <td className="wrap">{healthText(t, check.code, check.data)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
