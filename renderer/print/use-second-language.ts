import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { i18n, languageOf } from '../i18n/i18n.ts';

/** Texts of a further language beside the screen's own, for papers that carry two. Null until they are loaded. */
export function useSecondLanguage(code: string | null): TFunction | null {
  const [loaded, setLoaded] = useState<{ readonly code: string; readonly t: TFunction } | null>(null);
  useEffect(() => {
    if (code === null) return setLoaded(null);
    let current = true;
    const load = async () => {
      const texts = await languageOf(code).load();
      for (const [feature, entries] of Object.entries(texts))
        i18n.addResourceBundle(code, feature, entries, false, true);
      if (current) setLoaded({ code, t: i18n.getFixedT(code) });
    };
    void load();
    return () => {
      current = false;
    };
  }, [code]);
  return loaded !== null && loaded.code === code ? loaded.t : null;
}
