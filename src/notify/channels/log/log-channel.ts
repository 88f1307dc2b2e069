import { hostIdOf, serviceIdOf } from '../../../inventory/resource-key.ts'
import type { Log } from '../../../lib/log.ts'
import type { Channel } from '../../channel.ts'

/** Writes each message to the server's log. */
export function logChannel(log: Log): Channel {
  return {
    name: 'log',
    deliver: ({ id, key, at, kind, contact, author, comment }) => {
      log.info({ notification: id, hostId: hostIdOf(key), serviceId: serviceIdOf(key), at, kind, contact, author, comment }, `notification: ${kind}`)
      return Promise.resolve({ delivered: true })
    },
  }
}
