import ar from '../../resources/locales/ar/shell.json' with { type: 'json' };
import en from '../../resources/locales/en/shell.json' with { type: 'json' };
import fr from '../../resources/locales/fr/shell.json' with { type: 'json' };

export type ShellTexts = Readonly<Record<keyof typeof en, string>>;
type ShellKey = `shell:${keyof typeof en}`;

/** What the shell itself must say, when there is no page that could; by the language of the system. */
export function shellTexts(locale: string): ShellTexts {
  const language = locale.toLowerCase().split(/[-_]/, 1).join('');
  if (language === 'ar') return ar;
  return language === 'fr' ? fr : en;
}

/** How a page with these texts is marked up. */
export function htmlAttributes(texts: ShellTexts): string {
  if (texts === ar) return 'lang="ar" dir="rtl"';
  return texts === fr ? 'lang="fr" dir="ltr"' : 'lang="en" dir="ltr"';
}

/** Reasons of the core that have words of their own. */
const REFUSALS = new Map<string, ShellKey>([
  ['host/already-open', 'shell:already-open'],
  ['keystore/unavailable', 'shell:key-store-silent'],
  ['keystore/passphrase-needed', 'shell:passphrase-needed'],
  ['keystore/weak-passphrase', 'shell:passphrase-weak'],
  ['keystore/wrong-passphrase', 'shell:passphrase-wrong'],
  ['keystore/passphrase-file', 'shell:passphrase-file'],
  ['keystore/secret-missing', 'shell:secret-missing'],
  ['keystore/tampered', 'shell:keys-tampered'],
  ['setup/enrolment-unreadable', 'shell:enrolment-unreadable'],
]);

/** Why the office cannot open, with what to do; the code stands beneath it for whoever is called. */
export function refusalText(texts: ShellTexts, code: string): string {
  return `${textOf(texts, REFUSALS.get(code) ?? 'shell:cannot-start')}\n\n${code}`;
}

export function textOf(texts: ShellTexts, key: ShellKey): string {
  const found = Object.entries(texts).find(([name]) => `shell:${name}` === key);
  return found?.[1] ?? key;
}
