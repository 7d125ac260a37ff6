import { useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import type { Team } from '../people/teams.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './LogAddressDialog.module.css'

/** Where mail goes that shall stand in the log of a team: shown to who may write there, made and renewed by its managers. */
export function LogAddressDialog({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const say = useWords('logMail')
  const teamId = team.id
  const mayNot = useWhyNot()('teams.manage', teamId)
  const query = useLoaded('getLogAddress', { teamId })
  const [sure, setSure] = useState<'renew' | 'remove' | null>(null)
  const has = query.data?.address !== null
  const renew = useAction('renewLogAddress', { inForm: true, done: say(has ? 'renewed' : 'made') })
  const remove = useAction('removeLogAddress', { inForm: true, done: say('removed') })
  const problem = renew.problem ?? remove.problem
  const run = async (what: 'renew' | 'remove') => {
    if (await (what === 'renew' ? renew : remove).run({ teamId })) setSure(null)
  }
  const shared = { size: 'large', unavailable: mayNot } as const
  const actions = !has ? (
    <Button {...shared} tone="primary" icon="key" busy={renew.busy} onPress={() => run('renew')}>
      {say('make')}
    </Button>
  ) : sure === null ? (
    <>
      <Button {...shared} tone="quiet" onPress={() => setSure('remove')}>
        {say('remove')}
      </Button>
      <Button {...shared} icon="again" onPress={() => setSure('renew')}>
        {say('renew')}
      </Button>
    </>
  ) : (
    <>
      <Button size="large" tone="quiet" onPress={() => setSure(null)}>
        {say('keep')}
      </Button>
      <Button {...shared} tone="danger" busy={renew.busy || remove.busy} onPress={() => run(sure)}>
        {say(sure)}
      </Button>
    </>
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('title', { team: team.name })}
      about={say('about')}
      actions={query.data?.mailDomain ? actions : null}
    >
      <Stack>
        {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        {sure !== null && has ? <Notice tone="warning">{say('sure')}</Notice> : null}
        <Loaded query={query}>
          {({ mailDomain, address, madeBy, madeAt }) =>
            mailDomain === null ? (
              <Notice title={say('off')}>{say('offSay')}</Notice>
            ) : address === null ? (
              <Notice title={say('none')}>{say('noneSay')}</Notice>
            ) : (
              <Stack>
                <CopyBox title={say('address')} label={say('address')} text={address} wrap />
                {madeBy !== null && madeAt !== null ? (
                  <p className={styles.small}>
                    {say('madeBy', { name: madeBy })} · <Time at={madeAt} as="moment" />
                  </p>
                ) : null}
                <p>{say('subject')}</p>
                <Notice title={say('secret')}>{say('secretSay')}</Notice>
              </Stack>
            )
          }
        </Loaded>
      </Stack>
    </Dialog>
  )
}
