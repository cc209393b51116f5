import { writeFileAtomic } from '#host/adapters/write-file-atomic';
import { readJsonFile, textMember } from './json-file.ts';

/** What the sign-in page remembers before the database is open. Nothing secret, nothing that matters when lost. */
export type Preferences = {
  readonly language: () => string;
  readonly lastUserId: () => string | null;
  readonly remember: (change: { readonly language?: string; readonly lastUserId?: string }) => Promise<void>;
};

export function openPreferences(file: string, firstLanguage: string): Preferences {
  const content = readJsonFile(file);
  let language = textMember(content, 'language') ?? firstLanguage;
  let lastUserId = textMember(content, 'lastUserId') ?? null;
  return {
    language: () => language,
    lastUserId: () => lastUserId,
    remember: async (change) => {
      language = change.language ?? language;
      lastUserId = change.lastUserId ?? lastUserId;
      await writeFileAtomic(file, `${JSON.stringify({ language, lastUserId })}\n`);
    },
  };
}
