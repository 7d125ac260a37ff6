// Check-ins as jobs send them, by curl and wget, to a Baton of its own: `node test/real/heartbeats.ts`.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { startBaton } from './baton.ts'
import { makeService, makeTeamOfAna } from './team.ts'
import { eventually, programAt, runTrial } from './trial.ts'

await runTrial('heartbeats', { minutes: 3 }, async (trial) => {
  for (const program of ['curl', 'wget']) programAt(`/usr/bin/${program}`, `apt-get install ${program}`)
  const baton = await startBaton({ folder: trial.folder })
  trial.after(() => baton.stop())
  trial.say(`Baton on ${baton.url}`)
  const team = await makeTeamOfAna(baton)
  const { key } = await makeService(baton, { ...team, slug: 'jobs', dialect: 'healthchecks' })

  const job = `${baton.url}/ping/${key}/job`
  const rid = randomUUID()
  const lines: readonly (readonly [line: string, status: number])[] = [
    [`curl -fsS -m 10 --retry 2 -o /dev/null '${job}?create=1'`, 0],
    [`wget -q -O /dev/null --tries=2 --timeout=10 ${job}`, 0],
    [`wget -q --method=HEAD --tries=2 ${job}`, 0],
    [`curl -fsS -o /dev/null --head ${job}`, 0],
    [`curl -fsS -o /dev/null '${job}/start?rid=${rid}'`, 0],
    [`head -c 3000000 /dev/zero | curl -fsS -o /dev/null --data-binary @- '${job}/0?rid=${rid}'`, 0],
    [`curl -fsS -F log=@/etc/hostname -o /dev/null ${job}/log`, 0],
    [`printf 'it broke' | curl -fsS -o /dev/null --data-binary @- ${job}/3`, 0],
    [`curl -fsS -o /dev/null ${baton.url}/ping/${key}/unknown`, 22],
    [`curl -fsS -o /dev/null ${baton.url}/ping/${randomUUID()}`, 22],
  ]
  for (const [line, status] of lines) trial.check((await shell(line)) === status, `ends with ${status}: ${line}`)

  const [heartbeat] = (await baton.call('listHeartbeats', {})).heartbeats
  trial.check(heartbeat?.pings === 8, 'eight check-ins were taken')
  trial.check(heartbeat?.state === 'down' && heartbeat.exitStatus === 3, 'the last one says that it failed with 3')
  const open = async () => (await baton.call('listAlerts', {})).alerts.map(({ summary }) => summary)
  trial.check(
    await eventually(5_000, async () => (await open())[0] === 'job failed with exit status 3'),
    'an alert is open',
  )
  await shell(`curl -fsS -o /dev/null ${job}`)
  trial.check(await eventually(5_000, async () => (await open()).length === 0), 'the next check-in closes it')
})

/** How this line of a shell ends. */
function shell(line: string): Promise<number | null> {
  return new Promise((resolve) => {
    spawn('/bin/sh', ['-c', line], { stdio: 'ignore' }).on('close', (status) => resolve(status))
  })
}
