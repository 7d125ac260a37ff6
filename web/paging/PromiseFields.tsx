import { useState } from 'react'
import { longestWords } from '../../domain/paging/answer.ts'
import { Button } from '../ui/Button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import styles from './PromiseFields.module.css'

const spans = [15, 30, 60, 120] as const

/** What one looks at, and by when one is back: one press on a time says both. */
export function PromiseFields({ busy, onPromise }: PromiseFieldsProps) {
  const say = useWords('answers')
  const [lookingInto, setLookingInto] = useState('')
  const words = (minutes: number) =>
    minutes < 60 ? say('promise.minutes', { count: minutes }) : say('promise.hours', { count: minutes / 60 })
  return (
    <div className={styles.fields}>
      <TextInput
        label={say('promise.lookingInto')}
        hint={say('promise.hint')}
        optional
        value={lookingInto}
        onChange={setLookingInto}
        maxLength={longestWords.lookingInto}
      />
      <fieldset className={styles.times}>
        <legend className={styles.backIn}>{say('promise.backIn')}</legend>
        {spans.map((minutes) => (
          <Button
            key={minutes}
            size="large"
            wide
            busy={busy}
            onPress={() => onPromise({ lookingInto: lookingInto.trim(), backInMinutes: minutes })}
          >
            {words(minutes)}
          </Button>
        ))}
      </fieldset>
      {lookingInto.trim() === '' ? null : (
        <Button tone="quiet" wide busy={busy} onPress={() => onPromise({ lookingInto: lookingInto.trim() })}>
          {say('promise.noTime')}
        </Button>
      )}
    </div>
  )
}

type PromiseFieldsProps = {
  readonly busy: boolean
  readonly onPromise: (promise: { readonly lookingInto: string; readonly backInMinutes?: number }) => unknown
}
