import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

type Props = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly size?: 'small' | 'normal' | 'large';
  readonly icon?: IconName;
  /** The key that does the same, shown on the button. */
  readonly keys?: string;
  readonly busy?: boolean;
  /** Why it cannot be pressed now: the button stays reachable and says so. */
  readonly refusedBecause?: string | null;
  readonly submit?: boolean;
};

/** A verb with object and count. A button that may not be used stays focusable and says why. */
export function Button({
  children,
  onPress,
  kind = 'plain',
  size = 'normal',
  icon,
  keys,
  busy = false,
  refusedBecause = null,
  submit = false,
}: Props) {
  const blocked = busy || refusedBecause !== null;
  const classes = [
    'btn',
    kind === 'plain' ? '' : `btn-${kind}`,
    size === 'small' ? 'btn-sm' : size === 'large' ? 'btn-lg' : '',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={classes}
      aria-disabled={blocked}
      aria-busy={busy}
      title={refusedBecause ?? undefined}
      onClick={(event) => {
        if (submit && !blocked) return;
        event.preventDefault();
        if (!blocked) onPress();
      }}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      <span>{children}</span>
      {keys === undefined ? null : <kbd>{keys}</kbd>}
    </button>
  );
}
