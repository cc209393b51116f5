import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketAddress } from '../../client/files.ts';
import { useCommand } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { formatInstant, formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Chip } from '../../ui/Marks.tsx';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import type { Person } from './person.ts';
import { documentTagText } from './person-words.ts';

type Picture = { readonly address: string; readonly name: string };

/** Papers and photographs. Opening one is written to the audit trail; a picture is shown here, a PDF is handed over. */
export function DocumentsTab({ data }: { readonly data: Person }) {
  const { t } = useTranslation();
  const open = useCommand('documents.open');
  const [picture, setPicture] = useState<Picture | null>(null);
  const show = async (documentId: string) => {
    const reply = await open.run({ documentId });
    if (reply?.ok !== true) return;
    const { ticket, mime, name } = reply.value;
    const address = ticketAddress(ticket);
    if (mime.startsWith('image/')) return setPicture({ address, name });
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
  };
  if (data.documents.length === 0)
    return (
      <Card title={t('people:tab-documents')}>
        <EmptyState title={t('people:no-documents')} />
      </Card>
    );
  return (
    <Card title={t('people:tab-documents')} note={t('people:documents-note')}>
      {open.failure === null ? null : (
        <Notice kind="danger" live>
          {errorText(t, open.failure)}
        </Notice>
      )}
      <div className="scroll">
        <table className="grid roomy plain">
          <tbody>
            {data.documents.map((document) => (
              <tr key={document.documentId}>
                <td className="strong">{documentTagText(t, document.tag)}</td>
                <td>{formatInstant(document.addedAt)}</td>
                <td className="n">
                  {t('people:kilobytes', { size: formatNumber(Math.ceil(document.sizeBytes / 1024)) })}
                </td>
                <td>{document.onThisPc ? null : <Chip>{t('people:not-on-this-pc')}</Chip>}</td>
                <td className="n">
                  {data.actions.includes('open-document') ? (
                    <Button
                      size="small"
                      icon="document"
                      busy={open.busy}
                      onPress={() => void show(document.documentId)}
                    >
                      {t('people:open-document')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {picture === null ? null : (
        <Dialog title={t('people:tab-documents')} onClose={() => setPicture(null)}>
          <img className="document-picture" src={picture.address} alt={picture.name} />
        </Dialog>
      )}
    </Card>
  );
}
