import type { QuestionPack } from './question-pack.ts';

/**
 * The questions of OpenG2P's sample registry (its column names and answer codes, fictional persons), asked of each
 * person. The default pack of a new deployment and of the practice one; a country replaces it by its own.
 */
export const OPENG2P_QUESTIONS = {
  code: 'openg2p-sample',
  version: 1,
  questions: [
    { code: 'home_owned', kind: 'yes-no', subject: 'person', required: false },
    {
      code: 'employment_status',
      kind: 'choice',
      subject: 'person',
      required: false,
      choices: ['employed_fulltime', 'employed_parttime', 'self_employed', 'unemployed', 'others'],
    },
    {
      code: 'annual_income',
      kind: 'choice',
      subject: 'person',
      required: false,
      choices: ['0_5000', '5001_10000', '10000_plus'],
    },
    {
      code: 'vehicles_owned',
      kind: 'choice',
      subject: 'person',
      required: false,
      choices: ['none', 'bicycle', 'two_wheeler', 'three_wheeler', 'four_wheeler'],
    },
    {
      code: 'disability_status',
      kind: 'choice',
      subject: 'person',
      required: false,
      choices: ['not_disabled', 'disabled'],
    },
    {
      code: 'immigration_status',
      kind: 'choice',
      subject: 'person',
      required: false,
      choices: ['non_immigrant', 'immigrant'],
    },
    {
      code: 'household_size',
      kind: 'number',
      subject: 'person',
      required: false,
      min: 1,
      max: 60,
      decimals: 0,
    },
    { code: 'children', kind: 'number', subject: 'person', required: false, min: 0, max: 40, decimals: 0 },
    {
      code: 'home_size',
      kind: 'number',
      subject: 'person',
      required: false,
      min: 0,
      max: 100_000,
      decimals: 1,
    },
  ],
} as const satisfies QuestionPack;
