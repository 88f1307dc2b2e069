import type { FastifyRequest } from "fastify";

/** Recognises a browser that opens an address. */
export const takesHtml = ({ headers: { accept = "" } }: FastifyRequest): boolean => /\btext\/html\b/.test(accept);
