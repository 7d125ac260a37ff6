import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { keyPlaceholder } from '../intake/snippets.ts'
import { useMe } from '../shell/me.ts'
import { Card } from '../ui/Card.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useWords } from '../words/words.ts'

type Told = EndpointOutput<'getHeartbeat'>
type Way = 'http' | 'cron' | 'script' | 'slug' | 'mail'

/** Where to check in, ready to paste; only whoever may change the heartbeat is given its key. */
export function AddressCard({ told: { heartbeat, pingKey, mailAddress } }: { readonly told: Told }) {
  const say = useWords('heartbeats')
  const { url } = useMe()
  const [way, setWay] = useState<Way>('http')
  const base = url.replace(/\/$/, '')
  const address = `${base}/ping/${pingKey ?? keyPlaceholder}`
  const ways: readonly Way[] = ['http', 'cron', 'script', 'slug', ...(mailAddress ? (['mail'] as const) : [])]
  const boxes: Readonly<Record<Way, readonly (readonly [title: string, text: string])[]>> = {
    http: [
      [say('address'), address],
      [say('snippet.curl'), curl(address)],
      [say('snippet.wget'), `wget -q -O /dev/null --tries=5 --timeout=10 ${address}`],
    ],
    cron: [[say('snippet.cron'), `${cronOf(heartbeat)} /usr/local/bin/job.sh && ${curl(address)}`]],
    script: [[say('snippet.script'), script(address)]],
    slug: [
      [say('snippet.slug'), `${base}/ping/${keyPlaceholder}/${heartbeat.slug}`],
      [say('snippet.create'), curl(`'${base}/ping/${keyPlaceholder}/another-job?create=1'`)],
    ],
    mail: [[say('snippet.mail'), mailAddress ?? '']],
  }
  return (
    <Card title={say('connect.title')} about={say('connect.about')}>
      <Tabs
        label={say('connect.title')}
        value={way}
        onChange={setWay}
        tabs={ways.map((value) => ({ value, label: say(`connect.${value}`) }))}
      >
        <Stack>
          <p>{say(`connect.how.${way}`)}</p>
          {pingKey === null ? <Notice tone="info">{say('keyHidden', { placeholder: keyPlaceholder })}</Notice> : null}
          {boxes[way].map(([title, text]) => (
            <CopyBox key={title} title={title} label={title} text={text} />
          ))}
        </Stack>
      </Tabs>
    </Card>
  )
}

/** Quietly, within ten seconds, tried again: a line that a job can end with. */
function curl(address: string): string {
  return `curl -fsS -m 10 --retry 5 -o /dev/null ${address}`
}

function cronOf({ cron, everyMinutes }: Told['heartbeat']): string {
  if (cron !== null) return cron
  return everyMinutes !== null && everyMinutes < 60 && 60 % everyMinutes === 0
    ? `*/${everyMinutes} * * * *`
    : '0 3 * * *'
}

function script(address: string): string {
  return `#!/bin/sh
url=${address}
rid=$(cat /proc/sys/kernel/random/uuid)
curl -fsS -m 10 --retry 5 -o /dev/null "$url/start?rid=$rid"
log=$(/usr/local/bin/job.sh 2>&1)
status=$?
printf '%s' "$log" | tail -c 100000 |
  curl -fsS -m 10 --retry 5 -o /dev/null --data-binary @- "$url/$status?rid=$rid"`
}
