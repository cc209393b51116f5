import { HeadCard } from './HeadCard.tsx';
import { MembersCard } from './MembersCard.tsx';
import type { HouseholdForm } from './use-household-form.ts';
import type { SimilarPeople } from './use-similar-people.ts';

type Props = { readonly form: HouseholdForm; readonly today: string; readonly similar: SimilarPeople };

/** The head's fields, then the ledger of members. */
export function PeopleStep(props: Props) {
  return (
    <>
      <HeadCard {...props} />
      <MembersCard {...props} />
    </>
  );
}
