import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon.tsx';

type Props = { readonly problems: readonly { readonly fieldId: string; readonly text: string }[] };

/** What keeps a form from being saved: takes the focus, same words as beside the fields, links to them. */
export function ErrorSummary({ problems }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const signature = problems.map((problem) => problem.text).join('|');
  useEffect(() => {
    if (signature !== '') box.current?.focus();
  }, [signature]);
  if (problems.length === 0) return null;
  return (
    <div className="errsum" ref={box} tabIndex={-1} role="alert">
      <h2>
        <Icon name="alert" />
        {t('common:to-correct', { count: problems.length })}
      </h2>
      <ul>
        {problems.map((problem) => (
          <li key={problem.fieldId + problem.text}>
            <button
              type="button"
              className="link"
              onClick={() => document.getElementById(problem.fieldId)?.focus()}
            >
              {problem.text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
