import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/Icon.tsx';
import type { PcState } from './session.tsx';

type Props = {
  readonly users: PcState['users'];
  readonly chosen: string;
  readonly onChoose: (userId: string) => void;
  /** Pressed, also when it was the chosen one already: the PIN is typed next. */
  readonly onPicked: () => void;
};

/** One radio group: arrows move, the first letter of a name jumps. */
export function UserList({ users, chosen, onChoose, onPicked }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className="users">
      <legend className="sr">{t('common:people-of-this-pc')}</legend>
      {users.map((user) => (
        <label key={user.userId} className={user.userId === chosen ? 'user chosen' : 'user'}>
          <input
            type="radio"
            className="sr"
            name="user"
            value={user.userId}
            checked={user.userId === chosen}
            onChange={() => onChoose(user.userId)}
            onClick={onPicked}
            onKeyDown={(event) => {
              if (event.key.length !== 1) return;
              const named = users.find((candidate) =>
                candidate.displayName.toLocaleLowerCase().startsWith(event.key.toLocaleLowerCase()),
              );
              if (named !== undefined) onChoose(named.userId);
            }}
          />
          <Icon name="user" large />
          <span>
            <b dir="auto">{user.displayName}</b>
            <span className="tiny muted">
              {user.roles.map((role) => t(`common:role-${role}`)).join(', ')}
            </span>
          </span>
          {user.activated ? null : <span className="tiny muted">{t('common:not-activated')}</span>}
        </label>
      ))}
    </fieldset>
  );
}
