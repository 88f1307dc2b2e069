import type { FastifyInstance } from 'fastify'
import Type from 'typebox'

const healthAnswer = Type.Object({
  status: Type.Literal('ok'),
  version: Type.String({ description: 'Release of the server' }),
}, { title: 'Health', description: 'The server answers.' })

/** `GET /api/health`: 200 as soon as the API serves, without credentials. */
export function registerHealth(app: FastifyInstance, version: string): void {
  app.get('/api/health', {
    config: { operation: 'health' },
    schema: { operationId: 'health', tags: ['Server'], summary: 'Is the server there?', security: [], response: { 200: healthAnswer } },
  }, () => ({ status: 'ok', version }))
}
