/** Icon of pages that name none, and of clients that ask for the usual address: that of the console, also without a build. */
export const favicon: Buffer = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1d5fc4"/>` +
    `<path d="M5 16c3.2-5.3 6.9-8 11-8s7.8 2.7 11 8c-3.2 5.3-6.9 8-11 8s-7.8-2.7-11-8z" fill="#fff"/>` +
    `<circle cx="16" cy="16" r="4.5" fill="#1d5fc4"/></svg>\n`,
);
