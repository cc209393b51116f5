/** Sites that may open in the system's browser. None yet: help is shipped. */
export const EXTERNAL_HOSTS: readonly string[] = [];

/** https to a listed host, nothing else: a link must not start programs or carry passwords. */
export function mayOpenOutside(address: string, hosts: readonly string[] = EXTERNAL_HOSTS): boolean {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return url.port === '' && hosts.includes(url.hostname);
}
