import { useEffect, useState } from 'react'
import { useAction, useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { showNotice } from '../ui/notices.ts'
import { Row } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import { agentOf } from './agent.ts'
import { devicePush, subscribe } from './device-push.ts'
import type { DevicePush } from './device-push.ts'
import type { Contact } from './rules.ts'

/** The device in my hand: is it paged by push, can it be, and one press that says so. Looks once, so its key is the devices. */
export function DeviceRow({ contacts }: { readonly contacts: readonly Contact[] }) {
  const say = useWords('push')
  const device = useDevice()
  const push = useSubscribe()
  if (!device) return null
  const isPaged =
    device.can === 'push' &&
    contacts.some((each) => each.channel === 'push' && each.address === device.endpoint && each.isEnabled)
  return (
    <Row
      lead={<Icon name="phone" />}
      title={say('device')}
      meta={
        isPaged ? (
          <State tone="ok" icon="check" look="plain">
            {say('on')}
          </State>
        ) : (
          <span>{device.can === 'push' ? say('about') : say(`because.${device.because}`)}</span>
        )
      }
      trail={
        isPaged ? null : (
          <Button
            size="small"
            icon="ringing"
            busy={push.busy}
            unavailable={device.can === 'push' ? push.unavailable : say(`because.${device.because}`)}
            onPress={push.run}
          >
            {say('turnOn')}
          </Button>
        )
      }
    />
  )
}

/** Null until the browser has told. */
function useDevice(): DevicePush | null {
  const [device, setDevice] = useState<DevicePush | null>(null)
  useEffect(() => {
    let isGone = false
    void devicePush()
      .catch((): DevicePush => ({ can: 'nothing', because: 'not_supported' }))
      .then((told) => (isGone ? null : setDevice(told)))
    return () => {
      isGone = true
    }
  }, [])
  return device
}

function useSubscribe() {
  const say = useWords('push')
  const key = useLoaded('getPushKey', {})
  const add = useAction('subscribePush', { done: say('turnedOn') })
  const [isAsking, setAsking] = useState(false)
  const publicKey = key.data?.publicKey
  const run = async () => {
    if (!publicKey) return
    setAsking(true)
    try {
      const given = await subscribe(publicKey)
      if (given) await add.run({ ...given, label: deviceName() })
      else showNotice({ tone: 'critical', say: say('notAllowed') })
    } catch {
      showNotice({ tone: 'critical', say: say('broken') })
    } finally {
      setAsking(false)
    }
  }
  return { run, busy: isAsking || add.busy, unavailable: key.error ? say('broken') : undefined }
}

function deviceName(): string {
  const { browser, system } = agentOf(navigator.userAgent)
  return [browser, system].filter(Boolean).join(' · ')
}
