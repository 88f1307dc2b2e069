/** Shortens a text from outside to 60 characters for a message. */
export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
