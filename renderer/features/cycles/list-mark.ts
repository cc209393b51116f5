/** The mark of a list to compare by eye or over the phone: the first twelve hex digits of its hash in groups of four. */
export const listMark = (sha256: string): string =>
  (
    sha256
      .slice(0, 12)
      .toUpperCase()
      .match(/.{1,4}/g) ?? []
  ).join(' ');
