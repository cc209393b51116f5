import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { Button } from '../../ui/Button.tsx';
import { CountTabs } from '../../ui/CountTabs.tsx';
import type { Source, useNewClaim } from './use-new-claim.ts';

type Props = {
  readonly claim: ReturnType<typeof useNewClaim>;
  readonly providers: OutputOf<'providers.list'>['providers'];
  readonly programs: OutputOf<'programs.list'>['programs'];
};

/** Who claims, under which programme, and where the vouchers come from. */
export function NewClaimTools({ claim, providers, programs }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <label htmlFor="claim-provider">{t('providers:name')}</label>
      <select
        id="claim-provider"
        className="in tool"
        value={claim.providerId}
        onChange={(event) => claim.setProvider(event.target.value)}
      >
        <option value="">{t('providers:choose')}</option>
        {providers.map((provider) => (
          <option key={provider.providerId} value={provider.providerId}>
            {provider.name}
          </option>
        ))}
      </select>
      <label htmlFor="claim-program">{t('providers:program')}</label>
      <select
        id="claim-program"
        className="in tool"
        value={claim.programId}
        onChange={(event) => claim.setProgram(event.target.value)}
      >
        <option value="">{t('providers:choose')}</option>
        {programs.map((program) => (
          <option key={program.programId} value={program.programId}>
            {program.name}
          </option>
        ))}
      </select>
      <span className="push" />
      <CountTabs<Source>
        label={t('providers:source')}
        current={claim.source}
        onChoose={claim.setSource}
        tabs={[
          { id: 'redeemed', text: t('providers:source-redeemed') },
          { id: 'pile', text: t('providers:source-pile'), count: claim.scanned },
        ]}
      />
      {claim.source === 'pile' && claim.scanned > 0 ? (
        <Button size="small" onPress={claim.forget}>
          {t('providers:forget-scans')}
        </Button>
      ) : null}
    </>
  );
}
