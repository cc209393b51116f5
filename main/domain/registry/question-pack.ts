import { type Issue, issue } from '../issue.ts';

/** Answers by question code. A missing answer is an absent key, never an empty text. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

type QuestionBase = {
  readonly code: string;
  readonly subject: 'household' | 'person';
  readonly required: boolean;
};

/** One socio-economic question as data: the country's questions are a pack, not columns (domain §1.5). */
export type Question =
  | (QuestionBase & { readonly kind: 'choice'; readonly choices: readonly string[] })
  | (QuestionBase & {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly decimals: number;
    })
  | (QuestionBase & { readonly kind: 'yes-no' });

/** A versioned set of questions. Answers name the version they were given under. */
export type QuestionPack = {
  readonly code: string;
  readonly version: number;
  readonly questions: readonly Question[];
};

export type QuestionPackIssueCode =
  | 'questions/code-malformed'
  | 'questions/code-twice'
  | 'questions/choices-missing'
  | 'questions/choice-twice'
  | 'questions/range-empty';

export type FactIssueCode =
  | 'facts/unknown-question'
  | 'facts/wrong-kind'
  | 'facts/not-a-choice'
  | 'facts/out-of-range'
  | 'facts/too-many-decimals'
  | 'facts/missing';

/** What a question or choice code may look like; also keeps `__proto__` and the like out of records. */
export const FACT_CODE = /^[a-z][a-z0-9_]{0,59}$/;

/** Whether a pack can be used: distinct codes, real choices, ranges that hold a value. Empty list = fine. */
export function checkQuestionPack(pack: QuestionPack): readonly Issue<QuestionPackIssueCode>[] {
  const seen = new Set<string>();
  return pack.questions.flatMap((question, at) => {
    const field = `questions.${at}`;
    const found: Issue<QuestionPackIssueCode>[] = [];
    if (!FACT_CODE.test(question.code) || question.code in Object.prototype) {
      found.push(issue(`${field}.code`, 'questions/code-malformed', { code: question.code }));
    }
    if (seen.has(question.code))
      found.push(issue(`${field}.code`, 'questions/code-twice', { code: question.code }));
    seen.add(question.code);
    return [...found, ...checkKind(question, field)];
  });
}

function checkKind(question: Question, field: string): readonly Issue<QuestionPackIssueCode>[] {
  if (question.kind === 'number') {
    const isUsable = question.min <= question.max && question.decimals >= 0 && question.decimals <= 6;
    return isUsable ? [] : [issue(`${field}.min`, 'questions/range-empty', { code: question.code })];
  }
  if (question.kind === 'yes-no') return [];
  if (question.choices.length === 0) {
    return [issue(`${field}.choices`, 'questions/choices-missing', { code: question.code })];
  }
  const isTwice = new Set(question.choices).size !== question.choices.length;
  return isTwice ? [issue(`${field}.choices`, 'questions/choice-twice', { code: question.code })] : [];
}

/**
 * Whether answers fit the questions asked of a household or a person. Answers to questions of another pack are
 * reported, required questions without answer too. Fields are `facts.<code>`.
 */
export function checkFacts(
  facts: Facts,
  questions: readonly Question[],
  subject: Question['subject'],
): readonly Issue<FactIssueCode>[] {
  const asked = new Map(
    questions.filter((question) => question.subject === subject).map((question) => [question.code, question]),
  );
  const answered = Object.entries(facts).flatMap(([code, answer]): Issue<FactIssueCode>[] => {
    const question = asked.get(code);
    const found =
      question === undefined
        ? issue(`facts.${code}`, 'facts/unknown-question')
        : checkAnswer(question, answer);
    return found === null ? [] : [found];
  });
  const missing = [...asked.values()]
    .filter((question) => question.required && !Object.hasOwn(facts, question.code))
    .map((question) => issue(`facts.${question.code}`, 'facts/missing'));
  return [...answered, ...missing];
}

function checkAnswer(question: Question, answer: string | number | boolean): Issue<FactIssueCode> | null {
  const field = `facts.${question.code}`;
  switch (question.kind) {
    case 'yes-no':
      return typeof answer === 'boolean' ? null : issue(field, 'facts/wrong-kind', { wanted: 'yes-no' });
    case 'choice':
      if (typeof answer !== 'string') return issue(field, 'facts/wrong-kind', { wanted: 'choice' });
      return question.choices.includes(answer) ? null : issue(field, 'facts/not-a-choice');
    case 'number': {
      if (typeof answer !== 'number' || !Number.isFinite(answer)) {
        return issue(field, 'facts/wrong-kind', { wanted: 'number' });
      }
      if (answer < question.min || answer > question.max) {
        return issue(field, 'facts/out-of-range', { min: question.min, max: question.max });
      }
      const isShort = Number(answer.toFixed(question.decimals)) === answer;
      return isShort ? null : issue(field, 'facts/too-many-decimals', { decimals: question.decimals });
    }
  }
}
