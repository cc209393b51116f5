import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

type Texts = Readonly<Record<string, Record<string, string>>>;
type Language = {
  readonly code: string;
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
  readonly load: () => Promise<Texts>;
};

/** Languages of the screens. Each is one lazily loaded chunk; names stand in their own script. */
export const languages: readonly Language[] = [
  { code: 'en', name: 'English', dir: 'ltr', load: async () => (await import('./languages/en.ts')).texts },
  { code: 'fr', name: 'Français', dir: 'ltr', load: async () => (await import('./languages/fr.ts')).texts },
  { code: 'ar', name: 'العربية', dir: 'rtl', load: async () => (await import('./languages/ar.ts')).texts },
];

export const languageOf = (code: string): Language =>
  languages.find((language) => language.code === code) ?? (languages[0] as Language);

const i18n = i18next.createInstance();
let started: Promise<unknown> | undefined;

/** Loads a language's texts and turns the page to it: `lang` and `dir` on the root, no restart. */
export async function turnTo(code: string): Promise<void> {
  const language = languageOf(code);
  started ??= i18n.use(initReactI18next).init({
    lng: language.code,
    resources: {},
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await started;
  const texts = await language.load();
  for (const [feature, entries] of Object.entries(texts))
    i18n.addResourceBundle(language.code, feature, entries, false, true);
  await i18n.changeLanguage(language.code);
  document.documentElement.lang = language.code;
  document.documentElement.dir = language.dir;
}

export { i18n };
