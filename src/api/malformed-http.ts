import type { Socket } from 'node:net'
import { COMMON_HEADERS } from './headers.ts'

/** Answers what is no readable HTTP request, in the contract's form, and closes the connection. */
export function answerMalformedHttp(error: Error & { readonly code?: string }, socket: Socket): void {
  // The client is gone, or an answer is on its way already.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy()
    return
  }
  const [status, message] = answerFor(error.code)
  const body = JSON.stringify({ code: Number.parseInt(status, 10), message })
  const headers = { ...COMMON_HEADERS, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'connection': 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 ${status}\r\n${lines}\r\n${body}`)
}

function answerFor(code: string | undefined): readonly [status: string, message: string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW': return ['431 Request Header Fields Too Large', 'The address and headers of the request are too long']
    case 'ERR_HTTP_REQUEST_TIMEOUT': return ['408 Request Timeout', 'The request did not arrive in time']
    default: return ['400 Bad Request', 'This is no HTTP request']
  }
}
