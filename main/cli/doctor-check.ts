/** One thing `tawi doctor` looked at. */
export type DoctorCheck = {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'bad';
  /** One line in English: what was found and, when it is not well, what to do. */
  readonly words: string;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
};
