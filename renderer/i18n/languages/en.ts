import { collectTexts } from './collect.ts';

export const texts = collectTexts(
  import.meta.glob('../../../resources/locales/en/*.json', { eager: true, import: 'default' }),
);
