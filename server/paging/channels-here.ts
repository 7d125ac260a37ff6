import { carriers } from '../../domain/paging/channels.ts'
import type { SetUp } from '../../domain/paging/readiness.ts'
import type { Channels } from './sender-parts.ts'

/** By which channels could a message leave this installation? In a demo by all: what would leave is kept in the outbox. */
export function channelsHere(channels: Channels, { isDemo }: { readonly isDemo: boolean }): SetUp {
  return new Set(carriers.filter((carrier) => isDemo || channels[carrier]))
}
