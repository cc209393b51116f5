/** Raw: a run stores fifty thousand answers while the officer waits. */
export const putEligibilityResult = `INSERT INTO eligibility_result
    (program_id, registrant_id, answer, score, trace, inputs_sha256, run_id)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (program_id, registrant_id) DO UPDATE SET answer = excluded.answer, score = excluded.score,
    trace = excluded.trace, inputs_sha256 = excluded.inputs_sha256, run_id = excluded.run_id`;
