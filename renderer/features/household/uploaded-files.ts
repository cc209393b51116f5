/**
 * Upload tickets of this window, by document. They end with the session, so a draft keeps names only and a document
 * that is no longer here is asked for again.
 */
const tickets = new Map<string, string>();

export const rememberTicket = (documentId: string, ticket: string): void =>
  void tickets.set(documentId, ticket);
export const ticketOf = (documentId: string): string | undefined => tickets.get(documentId);
export const forgetTickets = (): void => tickets.clear();
