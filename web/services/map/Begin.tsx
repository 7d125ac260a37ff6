import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../../words/words.ts'
import type { Reading, ServiceMap } from './reading.ts'

/** Where it perhaps began: the alerts that others echo, the one that explains most first. */
export function Begin({ map, reading, onShow }: BeginProps) {
  const say = useWords('serviceMap')
  return map.causes.slice(0, most).map(({ alertId, serviceId, echoes }) => {
    const alert = reading.alert.get(alertId)
    const place = reading.place.get(serviceId)
    return alert && place ? (
      <Notice
        key={alertId}
        tone="warning"
        icon="now"
        title={say('begin.title', { name: place.name, count: echoes })}
        action={
          <Button size="small" onPress={() => onShow(serviceId)}>
            {say('begin.show')}
          </Button>
        }
      >
        {say('begin.say', { summary: alert.summary, count: echoes, minutes: map.echoMinutes })}
      </Notice>
    ) : null
  })
}

const most = 2

type BeginProps = {
  readonly map: ServiceMap
  readonly reading: Reading
  readonly onShow: (serviceId: string) => void
}
