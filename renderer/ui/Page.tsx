import { type ReactNode, type RefObject, useEffect, useRef } from 'react';

type Props = {
  readonly title: string;
  readonly sub?: ReactNode;
  readonly actions?: ReactNode;
  readonly tools?: ReactNode;
  readonly footer?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** A page of the frame: heading with the main action, optional tools, scrolling body, optional side panel and footer. */
export function Page({ title, sub, actions, tools, footer, aside, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Tawi`;
  }, [title]);
  const body = useRef<HTMLDivElement>(null);
  useScrollStop(body);
  return (
    <main className="page" id="page" tabIndex={-1}>
      <div className="head">
        <h1>{title}</h1>
        {sub === undefined ? null : <span className="sub">{sub}</span>}
        {actions === undefined ? null : <div className="acts">{actions}</div>}
      </div>
      {tools === undefined ? null : <div className="tools">{tools}</div>}
      <div className={aside === undefined || aside === null ? 'split single' : 'split'}>
        <div className="body" ref={body}>
          {children}
        </div>
        {aside}
      </div>
      {footer === undefined ? null : <div className="foot-acts">{footer}</div>}
    </main>
  );
}

const stops = 'a[href], button, input, select, textarea, [tabindex="0"]';

/** A body that scrolls and holds nothing to stop at becomes a stop itself, or the keyboard could not scroll it. */
function useScrollStop(body: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const decide = () => {
      const box = body.current;
      if (box === null) return;
      const stuck = box.scrollHeight > box.clientHeight && box.querySelector(stops) === null;
      if (stuck) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    };
    decide();
    window.addEventListener('resize', decide);
    return () => window.removeEventListener('resize', decide);
  });
}
