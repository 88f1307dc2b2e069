import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

const PAGE_HEADERS = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    + "form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const

const PAGE_FILES = [
  { url: '/api/docs', file: 'page/docs.html', type: 'text/html; charset=utf-8' },
  { url: '/api/docs.css', file: 'page/docs.css', type: 'text/css; charset=utf-8' },
  { url: '/api/docs.js', file: 'page/docs.js', type: 'text/javascript; charset=utf-8' },
] as const

/** `GET /api/openapi.json`, and at `/api/docs` a page that shows it without asking any other server. */
export function registerDocs(app: FastifyInstance): void {
  let document: string | undefined
  app.get('/api/openapi.json', {
    config: { operation: 'openapi-document' },
    schema: { operationId: 'openapi-document', tags: ['Server'], summary: 'This document', security: [] },
  }, (_request, reply) => reply.type('application/json').send(document ??= JSON.stringify(app.swagger())))

  for (const { url, file, type } of PAGE_FILES) {
    const text = readFileSync(new URL(file, import.meta.url))
    app.get(url, { config: { operation: 'docs-page' }, schema: { hide: true } }, (_request, reply) =>
      reply.headers(PAGE_HEADERS).type(type).send(text))
  }
}
