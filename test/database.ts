import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'

export type Connection = { host: string; port: number; user: string; database: string }

/** What the global setup gives to every test file: the server, and the database to copy. */
export type TestServer = { connection: Connection; template: string }

export type TestDatabase = { config: Connection; drop(): Promise<void> }

declare module 'vitest' {
  // eslint-disable-next-line typescript/consistent-type-definitions -- only an interface can be extended from here
  interface ProvidedContext {
    testServer: TestServer
  }
}

/** A database of its own for one test file, with every migration applied and no rows. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { connection, template } = inject('testServer')
  return copyOf(connection, template)
}

/** A database of its own with nothing in it. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return copyOf(inject('testServer').connection, 'template1')
}

export async function runOn(connection: Connection, statement: string): Promise<void> {
  const client = new Client(connection)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function copyOf(connection: Connection, template: string): Promise<TestDatabase> {
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await runOn(connection, `create database ${database} template ${template} strategy file_copy`)
  return {
    config: { ...connection, database },
    drop: () => runOn(connection, `drop database if exists ${database} with (force)`),
  }
}
