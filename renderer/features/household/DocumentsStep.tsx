import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#contract/contract';
import { uploadFile } from '../../client/files.ts';
import { errorText } from '../../i18n/error-text.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { DropFile } from '../../ui/DropFile.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Chip } from '../../ui/Marks.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { documentTagText } from '../people/person-words.ts';
import { type DocumentEntry, nameOf, realMembers } from './household-entry.ts';
import { rememberTicket, ticketOf } from './uploaded-files.ts';
import type { HouseholdForm } from './use-household-form.ts';

const tags = ['consent-form', 'id-proof', 'address-proof', 'photo', 'other'] as const;
const accepted = 'image/png,image/jpeg,application/pdf';

/** Papers and photographs: dropped or chosen, each with what it is and whose. None is needed to go on. */
export function DocumentsStep({ form }: { readonly form: HouseholdForm }) {
  const { t } = useTranslation();
  const { documents } = form.entry;
  const [failed, setFailed] = useState<{ readonly name: string; readonly failure: Failure } | null>(null);
  const { setEntry } = form;
  const add = async (files: readonly File[]) => {
    setFailed(null);
    for (const file of files) {
      const reply = await uploadFile(file);
      if (!reply.ok) {
        setFailed({ name: file.name, failure: reply.error });
        continue;
      }
      const documentId = crypto.randomUUID();
      rememberTicket(documentId, reply.ticket);
      const { name, size: sizeBytes } = file;
      setEntry((now) => {
        const tag = likelyTag(now.documents);
        return { ...now, documents: [...now.documents, { documentId, name, sizeBytes, tag, of: '' }] };
      });
    }
  };
  return (
    <Card title={t('household:step-documents')} note={t('household:documents-note')}>
      <div className="pad stack">
        <DropFile
          label={t('household:drop-files')}
          hint={t('household:drop-files-hint')}
          accept={accepted}
          multiple
          fieldId="hh-documents"
          onFiles={(files) => void add(files)}
        />
        {failed === null ? null : (
          <Notice kind="danger" live title={failed.name}>
            {errorText(t, failed.failure)}
          </Notice>
        )}
      </div>
      {documents.length === 0 ? null : <DocumentTable form={form} />}
    </Card>
  );
}

/** Papers come in the order of the folder: the signed consent, then the ID card. */
function likelyTag(documents: readonly DocumentEntry[]): DocumentEntry['tag'] {
  const missing = (['consent-form', 'id-proof'] as const).find(
    (tag) => !documents.some((document) => document.tag === tag),
  );
  return missing ?? 'other';
}

function DocumentTable({ form }: { readonly form: HouseholdForm }) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="grid inline">
        <thead>
          <tr>
            <th scope="col">{t('household:file')}</th>
            <th scope="col">{t('household:what-it-is')}</th>
            <th scope="col">{t('household:whose')}</th>
            <th scope="col" className="n">
              {t('household:size')}
            </th>
            <th scope="col">
              <span className="sr">{t('household:row-actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {form.entry.documents.map((document) => (
            <DocumentRow key={document.documentId} document={document} form={form} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DocumentRow({ document, form }: { readonly document: DocumentEntry; readonly form: HouseholdForm }) {
  const { t } = useTranslation();
  const set = (patch: Partial<DocumentEntry> | null) =>
    form.setEntry((now) => ({
      ...now,
      documents: now.documents.flatMap((candidate) => {
        if (candidate.documentId !== document.documentId) return [candidate];
        return patch === null ? [] : [{ ...candidate, ...patch }];
      }),
    }));
  const gone = ticketOf(document.documentId) === undefined;
  return (
    <tr>
      <td className="pad-x">
        <bdi>{document.name}</bdi>
        {gone ? <Chip tone="warn">{t('household:choose-again')}</Chip> : null}
      </td>
      <td>
        <select
          className="in"
          aria-label={t('household:what-it-is')}
          value={document.tag}
          onChange={(event) => {
            const tag = tags.find((candidate) => candidate === event.target.value);
            if (tag !== undefined) set({ tag });
          }}
        >
          {tags.map((tag) => (
            <option key={tag} value={tag}>
              {documentTagText(t, tag)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <select
          className="in"
          aria-label={t('household:whose')}
          value={document.of}
          onChange={(event) => set({ of: event.target.value })}
        >
          <option value="">{t('household:of-household')}</option>
          {realMembers(form.entry).map((member) => (
            <option key={member.entryId} value={member.entryId}>
              {nameOf(member)}
            </option>
          ))}
        </select>
      </td>
      <td className="pad-x n">
        {t('household:kilobytes', { size: formatNumber(Math.ceil(document.sizeBytes / 1024)) })}
      </td>
      <td className="pad-x row-acts">
        <button
          type="button"
          id={`hh-document-${document.documentId}`}
          className="icon-btn"
          aria-label={t('household:remove-file', { name: document.name })}
          onClick={() => set(null)}
        >
          <Icon name="close" />
        </button>
      </td>
    </tr>
  );
}
