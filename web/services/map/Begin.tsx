import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../../words/words.ts'
import type { Reading, ServiceMap } from './reading.ts'

/** Where it perhaps began: the alert that most others echo. */
export function Begin({ map, reading, onShow }: BeginProps) {
  const say = useWords('serviceMap')
  const [cause, ...others] = map.causes
  const alert = cause && reading.alert.get(cause.alertId)
  const place = cause && reading.place.get(cause.serviceId)
  if (!alert || !place) return null
  return (
    <Notice
      tone="warning"
      icon="now"
      title={say('begin.title', { name: place.name })}
      action={
        <Button size="small" onPress={() => onShow(place.id)}>
          {say('begin.show')}
        </Button>
      }
    >
      {say('begin.say', { summary: alert.summary, count: cause.echoes, minutes: map.echoMinutes })}{' '}
      {others.length > 0 ? say('begin.others', { count: others.length }) : null}
    </Notice>
  )
}

type BeginProps = {
  readonly map: ServiceMap
  readonly reading: Reading
  readonly onShow: (serviceId: string) => void
}
