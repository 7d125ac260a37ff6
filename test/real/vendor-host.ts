// The vendors' host names point at Baton: curl resolves them to a proxy whose CA it trusts. `node test/real/vendor-host.ts`.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startBaton } from './baton.ts'
import { makeService, makeTeamOfAna } from './team.ts'
import { programAt, runTrial } from './trial.ts'
import { startVendorProxy } from './vendor-proxy.ts'

const run = promisify(execFile)

await runTrial('vendor-host', { minutes: 3 }, async (trial) => {
  const curl = programAt('/usr/bin/curl', 'apt-get install curl')
  programAt('/usr/bin/openssl', 'apt-get install openssl')
  const baton = await startBaton({ folder: trial.folder })
  trial.after(() => baton.stop())
  const of = { ...(await makeTeamOfAna(baton)), grouping: 'none' } as const
  const { key } = await makeService(baton, { ...of, slug: 'shop', dialect: 'pagerduty' })
  const opsgenie = await makeService(baton, { ...of, slug: 'genie', dialect: 'opsgenie' })
  const proxy = await startVendorProxy(trial, baton)
  trial.say(`Baton on ${baton.url}, the vendors' names on port ${proxy.port}`)

  const ask = async (host: string, path: string, ...args: readonly string[]) => {
    const { stdout } = await run(curl, [
      '--silent',
      '--show-error',
      '--cacert',
      proxy.caFile,
      '--resolve',
      `${host}:${proxy.port}:127.0.0.1`,
      '--write-out',
      '\n%{http_code}',
      ...args,
      `https://${host}:${proxy.port}${path}`,
    ])
    const lines = stdout.split('\n')
    return { status: Number(lines.at(-1)), text: lines.slice(0, -1).join('\n') }
  }

  const event = { routing_key: key, event_action: 'trigger', dedup_key: 'disk', payload: payload('Disk is full') }
  const sent = await ask('events.pagerduty.com', '/v2/enqueue', '--data', JSON.stringify(event))
  trial.check(sent.status === 202, `events.pagerduty.com/v2/enqueue: ${sent.status} ${sent.text}`)

  const token = ['--header', `Authorization: Bearer ${baton.token}`]
  for (const host of ['api.pagerduty.com', 'api.eu.pagerduty.com']) {
    const incidents = await ask(host, '/incidents?statuses[]=triggered', '--globoff', ...token)
    const isThere = incidents.status === 200 && incidents.text.includes('"title":"Disk is full"')
    trial.check(isThere, `${host}/incidents, by its name alone: ${incidents.status} ${incidents.text.slice(0, 120)}...`)
  }
  const refused = await ask('api.pagerduty.com', '/incidents')
  trial.check(
    refused.status === 401 && refused.text.includes('2006'),
    `without a token: ${refused.status} ${refused.text}`,
  )

  const raised = await ask(
    'api.opsgenie.com',
    '/v2/alerts',
    '--header',
    `Authorization: GenieKey ${opsgenie.key}`,
    '--data',
    JSON.stringify({ message: 'Queue is full' }),
  )
  trial.check(raised.status === 202, `api.opsgenie.com/v2/alerts: ${raised.status} ${raised.text}`)

  const { alerts } = await baton.call('listAlerts', {})
  const summaries = alerts.map(({ summary }) => summary).toSorted()
  trial.check(summaries.join() === 'Disk is full,Queue is full', `both are alerts of Baton: ${summaries.join(', ')}`)

  const page = await run(curl, ['--silent', '--header', 'Accept: text/html', `${baton.url}/incidents`])
  trial.check(!page.stdout.includes('"error"'), 'by its own name the same path is the web')
  const distrusting = await run(curl, [
    '--silent',
    '--resolve',
    `api.pagerduty.com:${proxy.port}:127.0.0.1`,
    `https://api.pagerduty.com:${proxy.port}/incidents`,
  ]).then(
    () => 0,
    (error: { readonly code?: number }) => error.code ?? 0,
  )
  trial.check(distrusting === 60, `who does not trust the CA does not talk to it (curl ends with ${distrusting})`)
})

function payload(summary: string) {
  return { summary, source: 'db1', severity: 'critical' }
}
