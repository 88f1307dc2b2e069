import type { Log } from '../../lib/log.ts'
import type { Channel } from '../channel.ts'
import { createLogChannel } from './log/log-channel.ts'

/** Every channel there is. */
export const createChannels = ({ log }: { readonly log: Log }): readonly Channel[] => [createLogChannel(log)]
