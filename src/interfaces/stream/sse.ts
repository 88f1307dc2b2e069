/** Event of the stream as text (HTML standard §9.2). JSON has no line breaks. */
export function sseText(event: string, data: object, id?: number): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
