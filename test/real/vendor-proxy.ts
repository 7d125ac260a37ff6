// What stands in front of Baton where a vendor's host name is made to point at it: TLS by a CA of one's own, and the Host as it came.
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Trial } from './trial.ts'

const run = promisify(execFile)

/** The vendors' own, and the one of programs that can be told another. */
const hosts = [
  'events.pagerduty.com',
  'api.pagerduty.com',
  'api.eu.pagerduty.com',
  'api.opsgenie.com',
  'api.eu.opsgenie.com',
  'localhost',
] as const

export type VendorProxy = { readonly port: number; readonly caFile: string }

/** Starts the proxy with a CA and a certificate made for this trial. */
export async function startVendorProxy(trial: Trial, baton: { readonly port: number }): Promise<VendorProxy> {
  const { folder } = trial
  const file = (name: string) => path.join(folder, name)
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  await openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Own CA')
  await openssl('req', ...newKey, '-keyout', 'vendors.key', '-out', 'vendors.csr', '-subj', '/CN=Baton')
  await writeFile(file('vendors.ext'), `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}\n`)
  await openssl(
    'x509',
    '-req',
    '-in',
    'vendors.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'vendors.ext',
    '-out',
    'vendors.pem',
  )
  const server = createServer(
    { key: await readFile(file('vendors.key')), cert: await readFile(file('vendors.pem')) },
    (incoming, outgoing) => {
      const { method, url, headers } = incoming
      const onward = request({ host: '127.0.0.1', port: baton.port, method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      onward.on('error', () => outgoing.destroy())
      incoming.pipe(onward)
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  trial.after(() => server.closeAllConnections())
  trial.after(() => server.close())
  return { port: (server.address() as AddressInfo).port, caFile: file('ca.pem') }
}

/** Loaded into a program before it starts: its connections go to the proxy, by the name it asked for, as a DNS entry would have it. */
export const resolvesToProxy = `
const https = require('node:https')
const connect = https.Agent.prototype.createConnection
https.Agent.prototype.createConnection = function (options, done) {
  const { servername = options.host } = options
  return connect.call(this, { ...options, host: '127.0.0.1', port: Number(process.env.PROXY_PORT), servername }, done)
}
`
