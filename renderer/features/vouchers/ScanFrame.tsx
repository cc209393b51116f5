/** Four corners and a line: the sign for scanning. */
export function ScanFrame() {
  return (
    <svg className="scan-frame" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2 5V3a1 1 0 0 1 1-1h2M11 2h2a1 1 0 0 1 1 1v2M14 11v2a1 1 0 0 1-1 1h-2M5 14H3a1 1 0 0 1-1-1v-2M2 8h12" />
    </svg>
  );
}

/** A head and shoulders where a photo would stand. */
export function PhotoPlace({
  ticketHref,
  alt,
}: {
  readonly ticketHref: string | null;
  readonly alt: string;
}) {
  return ticketHref === null ? (
    <svg
      className="photo"
      viewBox="0 0 144 172"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden="true"
    >
      <path d="M46 84c-6-40 6-56 26-56s32 16 26 56" />
      <circle cx="72" cy="66" r="24" />
      <path d="M20 172c2-40 22-58 52-58s50 18 52 58" />
    </svg>
  ) : (
    <img className="photo" src={ticketHref} alt={alt} />
  );
}
