/**
 * Takes the next number of the lowest range with any left, in one statement: the number is read and moved together,
 * and no row comes back when all are used up.
 */
export const takeNextNumber = `UPDATE number_range SET next_no = next_no + 1
  WHERE series = @series AND first_no = (
    SELECT first_no FROM number_range WHERE series = @series AND next_no <= last_no ORDER BY first_no LIMIT 1)
  RETURNING prefix, next_no - 1 AS number`;

export const countNumbersLeft =
  'SELECT coalesce(sum(last_no - next_no + 1), 0) FROM number_range WHERE series = ?';
