import { useTranslation } from 'react-i18next';
import { useKeyBar } from './keys.tsx';

const symbols: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};
export const keyText = (keys: string): string =>
  keys
    .split('+')
    .map((part) => symbols[part] ?? part)
    .join('+');

/** The keys that matter on this page; Alt+K hides it. */
export function KeyBar() {
  const { t } = useTranslation();
  const bindings = useKeyBar();
  return (
    <section className="keys" aria-label={t('common:keys-here')}>
      {bindings.slice(0, 8).map((binding) => (
        <span key={binding.keys + (binding.label ?? '')}>
          <kbd>{keyText(binding.keys)}</kbd>
          {binding.label}
        </span>
      ))}
    </section>
  );
}
