/** Forgets everything of the last person: the page they stood on, and with the reload all that was in memory. */
export function startAgain(): void {
  window.location.hash = '#/';
  window.location.reload();
}
