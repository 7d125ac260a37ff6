import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { hostOf } from '../../domain/paging/capacity.ts'
import { freshDatabase } from '../../test/database.ts'
import { connect } from '../db/connect.ts'
import { hostInSql } from './deliveries.ts'

test('a claim knows by the same places which provider is full as whoever takes a call at once (P10)', async () => {
  const server = await freshDatabase()
  const { db, close } = connect(server.config, { connections: 1, name: 'places' })
  const ways = [
    { channel: 'webhook', address: 'https://Hooks.Example.com:8443/a?b' },
    { channel: 'webhook', address: 'http://10.0.0.1#x' },
    { channel: 'teams', address: 'HTTPS://prod.logic.azure.com?sig=1' },
    { channel: 'ntfy', address: 'https-topic' },
    { channel: 'email', address: 'http@example.com' },
    { channel: 'sms', address: '+4915112345678' },
  ]
  for (const way of ways) {
    const { rows } = await sql<{ host: string }>`
      select ${hostInSql} as host from (values (${way.channel}::text, ${way.address}::text)) as d(channel, address)`.execute(
      db,
    )
    expect(rows).toEqual([{ host: hostOf(way) }])
  }
  await close()
  await server.drop()
})
