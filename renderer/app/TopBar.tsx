import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { FindBox } from './FindBox.tsx';
import { useSession } from './session.tsx';

/** Find anything, where one is, who one is, lock. Practice is striped so that it can never be taken for the real thing. */
export function TopBar({ onLock }: { readonly onLock: () => void }) {
  const { t } = useTranslation();
  const { me, pc } = useSession();
  return (
    <header className="top">
      <FindBox />
      <div className="where">
        {pc.practice ? <span className="practice-flag">{t('common:practice')}</span> : null}
        <b>{me.officeName}</b>
      </div>
      <div className="who">
        <Icon name="user" />
        <b dir="auto">{me.displayName}</b>
        <span className="muted wide-only">{me.roles.map((role) => t(`common:role-${role}`)).join(', ')}</span>
        <Button size="small" icon="lock" keys="Ctrl+L" onPress={onLock}>
          {t('common:lock')}
        </Button>
      </div>
    </header>
  );
}
