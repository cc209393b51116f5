/** What can be said of a similar person, in the order of the keys 1 to 4. */
export const choices = ['same', 'household', 'different', 'later'] as const;

/** Said of two people who look very likely the same and are not; a possible pair needs no reason. */
export const differentReasons = ['other-birth', 'other-parents', 'both-seen', 'other-village'] as const;
