import { Avatar, Named } from '../Avatar.tsx'
import { Card } from '../Card.tsx'
import { Icon, iconNames } from '../Icon.tsx'
import { Kbd } from '../Kbd.tsx'
import { Notice } from '../Notice.tsx'
import { Bar, Facts, Stack } from '../Screen.tsx'
import { Badge, State } from '../State.tsx'
import { Time } from '../Time.tsx'
import { useSamples } from './samples.ts'

const tones = ['critical', 'warning', 'ok', 'info', 'calm'] as const
const at = new Date(Date.now() - 200_000).toISOString()

export function Marks() {
  const s = useSamples()
  return (
    <>
      <Card title="State · Badge">
        <Stack>
          {(['solid', 'soft', 'plain'] as const).map((look) => (
            <Bar key={look}>
              {tones.map((tone) => (
                <State key={tone} tone={tone} icon={tone === 'ok' ? 'check' : 'bell'} look={look}>
                  {s.waiting}
                </State>
              ))}
            </Bar>
          ))}
          <Bar>
            {tones.map((tone) => (
              <Badge key={tone} tone={tone}>
                12
              </Badge>
            ))}
            <Kbd keys="g n" />
          </Bar>
        </Stack>
      </Card>
      <Card title="Facts · Time · Avatar">
        <Facts
          facts={[
            { name: s.owner, value: <Named name={s.people[0] ?? ''} size="small" /> },
            { name: 'relative', value: <Time at={at} /> },
            { name: 'moment', value: <Time at={at} as="moment" /> },
            { name: 'full', value: <Time at={at} as="full" /> },
            { name: 'zone', value: <Time at={at} as="clock" zone="America/New_York" /> },
            {
              name: s.role,
              value: s.people.map((name) => <Avatar key={name} name={name} size="large" />),
            },
          ]}
        />
      </Card>
      <Stack>
        {tones.map((tone) => (
          <Notice key={tone} tone={tone} {...(tone === 'calm' ? {} : { title: s.noticeTitle })}>
            {s.noticeSay}
          </Notice>
        ))}
      </Stack>
      <Card title="Icon">
        <Bar>
          {iconNames.map((name) => (
            <Icon key={name} name={name} label={name} />
          ))}
        </Bar>
      </Card>
    </>
  )
}
