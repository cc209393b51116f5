import { Modal } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../app/keys.tsx';
import { Icon } from './Icon.tsx';
import { fieldsIn } from './move-on.ts';

type Props = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
};

/** A layer over the page: focus stays inside and goes back where it came from, Esc closes and never decides. Body scrolls, buttons stay. */
export function Dialog({ title, onClose, children, footer }: Props) {
  const { t } = useTranslation();
  useKeys(3, [{ keys: 'Escape', run: onClose, inFields: true }]);
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <Modal.Root
      opened
      onClose={onClose}
      centered
      size="480px"
      classNames={{ content: 'dialog-layer' }}
      transitionProps={{ duration: 0 }}
      closeOnEscape={false}
    >
      <Modal.Overlay />
      <Modal.Content>
        <section className="dialog">
          <header className="row">
            <Modal.Title component="h2">{title}</Modal.Title>
            <button type="button" className="icon-btn push" aria-label={t('common:close')} onClick={onClose}>
              <Icon name="close" />
            </button>
          </header>
          <div className="content stack" ref={markFirstField}>
            {children}
          </div>
          {footer === undefined ? null : <footer>{footer}</footer>}
        </section>
      </Modal.Content>
    </Modal.Root>
  );
}

/**
 * The focus starts in the part marked `data-first-field`, else in the first field; the focus trap reads the mark a moment
 * after drawing. Without any field it takes the close button.
 */
function markFirstField(root: HTMLDivElement | null) {
  const part = root?.querySelector<HTMLElement>('[data-first-field]') ?? root;
  const field = part === null ? undefined : fieldsIn(part)[0];
  field?.setAttribute('data-autofocus', 'true');
}
