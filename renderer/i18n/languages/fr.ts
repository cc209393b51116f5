import { collectTexts } from './collect.ts';

export const texts = collectTexts(
  import.meta.glob('../../../resources/locales/fr/*.json', { eager: true, import: 'default' }),
);
