import { useAction, useLoaded } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { useWords } from '../../words/words.ts'
import type { Detail } from '../may.ts'
import styles from './FollowBar.module.css'
import type { Open } from './opened.ts'

/** I hear how it goes on, or no longer; and who else does. */
export function FollowBar({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('hearing')
  const { id: incidentId, state } = incident
  const heard = useLoaded('listFollowers', { incidentId }).data
  const follow = useAction('followIncident', { done: say('follow.done') })
  const unfollow = useAction('unfollowIncident', { done: say('follow.ended') })
  const count = heard?.followers.filter(({ isOff, isDeaf }) => !isOff && !isDeaf).length ?? 0
  const isFollowing = heard?.isFollowing === true
  return (
    <div className={styles.bar}>
      <Button
        size="small"
        icon={isFollowing ? 'check' : 'bell'}
        pressed={isFollowing}
        busy={follow.busy || unfollow.busy}
        unavailable={state === 'merged' && !isFollowing ? say('follow.merged') : undefined}
        onPress={() => (isFollowing ? unfollow : follow).run({ incidentId })}
      >
        {say(isFollowing ? 'follow.on' : 'follow.do')}
      </Button>
      <Button size="small" tone="quiet" onPress={() => open({ dialog: 'followers' })}>
        {say('followers.count', { count })}
      </Button>
    </div>
  )
}
