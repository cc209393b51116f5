/** One outline set, 16 or 20 px; always beside a word except close, reveal and sort. */
const shapes = {
  home: 'M2.5 7.3 8 2.8l5.5 4.5M4 6.3v7.2h8V6.3M6.7 13.5V9.8h2.6v3.7',
  people:
    'M8.4 5.2a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0M1.8 13.4c.3-2.8 2-4.2 4.2-4.2s3.9 1.4 4.2 4.2M10.6 3a2.3 2.3 0 0 1 0 4.4M12 9.6c1.3.6 2 1.9 2.2 3.8',
  programme:
    'M4 2.5h8a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM5.6 6h4.8M5.6 8.5h4.8M5.6 11h2.6',
  cycle: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.4V5h-2.6',
  voucher: 'M2 4.5h12v2.2a1.3 1.3 0 0 0 0 2.6v2.2H2V9.3a1.3 1.3 0 0 0 0-2.6zM9.7 4.5v1.2m0 1.6v1.4m0 1.6v1.2',
  provider: 'M2.5 6.5h11l-1-3.5h-9zM3.5 6.5v7h9v-7M6.5 13.5V10h3v3.5',
  sync: 'M5 13V3.4M2.4 6 5 3.4 7.6 6M11 3v9.6M8.4 10l2.6 2.6 2.6-2.6',
  audit: 'M3 13.5V8.2M8 13.5v-11M13 13.5V5.6',
  search: 'M11.2 7a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0m-1 3.2 3.3 3.3',
  user: 'M10.6 5.2a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0M2.8 14c.4-3.2 2.4-4.8 5.2-4.8s4.8 1.6 5.2 4.8',
  lock: 'M4.5 7h7a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  check: 'm3 8.4 3.3 3.3L13 4.8',
  alert: 'M8 2.5 14.2 13H1.8zM8 6.6v3M8 11.3v.01',
  info: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M8 7.4V11M8 5v.01',
  down: 'm4 6 4 4 4-4',
  next: 'm6 4 4 4-4 4',
  enter: 'M3 8h10M9 4l4 4-4 4',
  close: 'm4 4 8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  upload: 'M8 11V3M4.8 6 8 2.8 11.2 6M3 13.2h10',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  eye: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8M9.8 8a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0',
  pencil: 'm3 13 .6-2.8L10.8 3 13 5.2 5.8 12.4zM9.4 4.4l2.2 2.2',
  document: 'M4 2.5h5.5L12 5v8.5H4zM9.5 2.5V5H12',
  stop: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M3.8 3.8l8.4 8.4',
  clock: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M8 4.6V8l2.2 1.6',
} as const;
export type IconName = keyof typeof shapes;

export function Icon({
  name,
  large = false,
  flip = false,
}: {
  readonly name: IconName;
  readonly large?: boolean;
  readonly flip?: boolean;
}) {
  return (
    <svg className={`i${large ? ' i20' : ''}${flip ? ' i-flip' : ''}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
