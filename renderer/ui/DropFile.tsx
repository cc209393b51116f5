import { useId, useState } from 'react';
import { Icon } from './Icon.tsx';

type Props = {
  readonly label: string;
  readonly hint: string;
  /** As of the input's `accept`; what is dropped is checked by the core all the same. */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly fieldId?: string;
  readonly onFiles: (files: readonly File[]) => void;
};

/** A place to drop files on, that is also a button for choosing them: nothing needs a mouse. */
export function DropFile({ label, hint, accept, multiple = false, fieldId, onFiles }: Props) {
  const generated = useId();
  const id = fieldId ?? generated;
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: dropping is an extra; the file input inside answers click, Enter and Space
    <label
      className={over ? 'drop over' : 'drop'}
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <Icon name="upload" large />
      <strong>{label}</strong>
      <span className="small muted">{hint}</span>
      <input
        id={id}
        type="file"
        className="sr"
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </label>
  );
}
