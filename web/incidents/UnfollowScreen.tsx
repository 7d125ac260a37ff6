import { useEffect, useRef, useState } from 'react'
import { FailedFace } from '../Loaded.tsx'
import styles from '../paging/AnswerScreen.module.css'
import { paths } from '../paths.ts'
import { asProblem, useAction, useLoaded } from '../query.tsx'
import { turnTo } from '../shell/language.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { nameDocument } from '../ui/document-title.ts'
import { Skeleton } from '../ui/faces.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'

/** Behind the link in an update: one press, and no more of this incident come. Opening it ends nothing. */
export function UnfollowScreen({ token }: { readonly token: string }) {
  const say = useWords('hearing')
  const ui = useWords('ui')
  const link = useLoaded('getUnfollow', { token })
  const end = useAction('unfollowByLink', { inForm: true })
  const [isDone, setDone] = useState(false)
  const isSpoken = useRef(false)
  const language = link.data?.language
  useEffect(() => {
    if (!language || isSpoken.current) return
    isSpoken.current = true
    void turnTo(language)
  }, [language])
  useEffect(() => nameDocument({ title: ui('documentTitle', { title: say('unfollow.title') }) }), [say, ui])
  if (link.error && !link.data) {
    const problem = asProblem(link.error)
    if (problem.code !== 'link_expired') return <FailedFace problem={problem} onRetry={link.refetch} tall />
    return (
      <Card>
        <div className={styles.card}>
          <h1 className={styles.summary}>{say('unfollow.wrong')}</h1>
          <p>{say('unfollow.wrongSay')}</p>
        </div>
      </Card>
    )
  }
  if (!link.data) return <Skeleton shape="text" lines={4} />
  const { incidentId, person, isFollowing } = link.data
  return (
    <Card>
      <div className={styles.card}>
        <h1 className={styles.summary}>{say('unfollow.ask', { number: incidentId })}</h1>
        <p>{say('unfollow.about', { name: person })}</p>
        {end.problem ? <Notice tone="critical">{end.problem.sentence}</Notice> : null}
        {isDone || !isFollowing ? (
          <Notice tone="ok" icon="check">
            {say('unfollow.done')}
          </Notice>
        ) : (
          <Button
            tone="primary"
            size="large"
            wide
            busy={end.busy}
            onPress={async () => {
              if (await end.run({ token })) setDone(true)
            }}
          >
            {say('unfollow.do')}
          </Button>
        )}
        <p className={styles.says}>
          <a href={paths.incident(incidentId)}>{say('unfollow.open')}</a>
        </p>
      </div>
    </Card>
  )
}
