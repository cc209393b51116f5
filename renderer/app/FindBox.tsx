import { Combobox, useCombobox } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCore } from '../client/use-core.ts';
import { Icon } from '../ui/Icon.tsx';
import { sections } from './sections.ts';
import { useSession } from './session.tsx';

/** Ctrl+K: four letters and Enter find a person or a page on this PC. */
export function FindBox() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may } = useSession();
  const [text, setText] = useState('');
  const store = useCombobox({ onDropdownClose: () => store.resetSelectedOption() });
  const wanted = text.trim();
  const people = useCore(
    'registry.search',
    { text: wanted, limit: 8 },
    { enabled: wanted.length >= 2 && may('registry.read'), keepPrevious: true },
  );
  const pages = sections.filter(
    (section) =>
      (section.permission === null || may(section.permission)) &&
      wanted !== '' &&
      t(section.text).toLocaleLowerCase().includes(wanted.toLocaleLowerCase()),
  );
  const rows = wanted.length >= 2 ? (people.data?.rows ?? []) : [];
  const open = (target: string) => {
    setText('');
    store.closeDropdown();
    void navigate(
      target.startsWith('/')
        ? { to: target }
        : { to: '/people/$registrantId', params: { registrantId: target } },
    );
  };
  return (
    <Combobox store={store} onOptionSubmit={open} withinPortal width={480} position="bottom-start">
      <Combobox.Target>
        <div className="find">
          <Icon name="search" />
          <input
            id="find-anything"
            dir="auto"
            value={text}
            placeholder={t('common:find-anything')}
            aria-label={t('common:find-anything')}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setText(event.target.value);
              store.openDropdown();
              store.selectFirstOption();
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                setText('');
                store.closeDropdown();
              }
            }}
            onBlur={() => store.closeDropdown()}
          />
          <kbd>{'Ctrl+K'}</kbd>
        </div>
      </Combobox.Target>
      <Combobox.Dropdown className="combo-list" hidden={wanted.length < 2 && pages.length === 0}>
        <Combobox.Options aria-label={t('common:find-anything')}>
          {rows.map((row) => (
            <Combobox.Option key={row.registrantId} value={row.registrantId}>
              <b dir="auto">{row.name}</b>
              <span className="muted small" dir="auto">{` ${row.localName} ${row.areaName} `}</span>
              <bdi dir="ltr" className="muted small">
                {row.registrationNo ?? ''}
              </bdi>
            </Combobox.Option>
          ))}
          {pages.map((section) => (
            <Combobox.Option key={section.path} value={section.path}>
              <Icon name={section.icon} />
              {` ${t(section.text)}`}
            </Combobox.Option>
          ))}
          {rows.length === 0 && pages.length === 0 && wanted.length >= 2 ? (
            <Combobox.Empty>{t('common:nobody-here')}</Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
