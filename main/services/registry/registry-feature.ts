import type { Feature } from '../feature.ts';
import { findPeopleHandlers } from './find-people.ts';
import { findSimilarHandlers } from './find-similar.ts';
import { registryHome } from './registry-home.ts';
import { revealHandlers } from './reveal-value.ts';
import { saveHouseholdHandlers } from './save-household.ts';
import { showPersonHandlers } from './show-person.ts';
import { updatePersonHandlers } from './update-person.ts';

/** People and households: finding, showing, registering, correcting. */
export const registryFeature = () =>
  ({
    handlers: {
      ...findPeopleHandlers(),
      ...showPersonHandlers(),
      ...revealHandlers(),
      ...findSimilarHandlers(),
      ...saveHouseholdHandlers(),
      ...updatePersonHandlers(),
    },
    homeSources: [registryHome],
  }) satisfies Feature;
