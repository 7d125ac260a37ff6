import { useEffect, useRef, useState } from 'react'
import { FailedFace } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { asProblem, useAction, useLoaded } from '../query.tsx'
import { turnTo } from '../shell/language.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { nameDocument } from '../ui/document-title.ts'
import { Skeleton } from '../ui/faces.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import styles from './AnswerScreen.module.css'

/** Behind the link that came to a contact: one press says that it is still theirs. Opening it proves nothing. */
export function ProveScreen({ token }: { readonly token: string }) {
  const say = useWords('prove')
  const ui = useWords('ui')
  const terms = useWords('terms')
  const proof = useLoaded('getProof', { token })
  const prove = useAction('proveContact', { inForm: true })
  const [isDone, setDone] = useState(false)
  const isSpoken = useRef(false)
  const language = proof.data?.language
  useEffect(() => {
    if (!language || isSpoken.current) return
    isSpoken.current = true
    void turnTo(language)
  }, [language])
  useEffect(() => nameDocument({ title: ui('documentTitle', { title: say('title') }) }), [say, ui])
  if (proof.error && !proof.data) {
    const problem = asProblem(proof.error)
    if (problem.code !== 'link_expired') return <FailedFace problem={problem} onRetry={proof.refetch} tall />
    return (
      <Card>
        <div className={styles.card}>
          <h1 className={styles.summary}>{say('expired')}</h1>
          <p>{say('expiredSay')}</p>
          <Button tone="primary" size="large" wide href={paths.me}>
            {say('contacts')}
          </Button>
        </div>
      </Card>
    )
  }
  if (!proof.data) return <Skeleton shape="text" lines={5} />
  const { personName, channel, address } = proof.data
  return (
    <Card>
      <div className={styles.card}>
        <h1 className={styles.summary}>{say('hello', { name: personName })}</h1>
        <p>
          {say('about', {
            channel: terms(`channel.${channel}`),
            address: channel === 'push' ? '' : address,
          })}
        </p>
        {prove.problem ? <Notice tone="critical">{prove.problem.sentence}</Notice> : null}
        {isDone ? (
          <Notice tone="ok" icon="check" title={say('done')}>
            {say('doneSay')}
          </Notice>
        ) : (
          <>
            <Button
              tone="primary"
              size="large"
              icon="check"
              wide
              busy={prove.busy}
              onPress={async () => {
                if (await prove.run({ token })) setDone(true)
              }}
            >
              {say('yes')}
            </Button>
            <p className={styles.says}>{say('not')}</p>
          </>
        )}
      </div>
    </Card>
  )
}
