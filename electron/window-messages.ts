/** The page's preload says it is there and wants a port; the only message a page's process sends by name. */
export const HELLO = 'tawi:hello';
/** The answer, with the port to the core. */
export const PORT = 'tawi:port';
