import { Component, type ReactNode } from 'react';
import { i18n } from '../i18n/i18n.ts';

type Props = { readonly children: ReactNode };
type State = { readonly broken: boolean };

/** A fault in drawing never leaves an empty window: it says that nothing was changed and offers to draw again. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { broken: false };
  static getDerivedStateFromError(): State {
    return { broken: true };
  }
  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="core-gone" role="alert">
        <h1>{i18n.t('common:screen-fault')}</h1>
        <p>{i18n.t('common:screen-fault-text')}</p>
        <button type="button" className="btn btn-primary" onClick={() => window.location.reload()}>
          {i18n.t('common:try-again')}
        </button>
      </main>
    );
  }
}
