import { useQueryClient } from '@tanstack/react-query'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Menu } from '../ui/Menu.tsx'
import { isLanguage, languageNames, languages, useLanguage, useWords } from '../words/words.ts'
import { useFront } from './Front.tsx'
import styles from './Frame.module.css'
import { chooseLanguage } from './language.ts'
import { useMe } from './me.ts'
import { setTheme, useTheme } from './theme.ts'
import type { Theme } from './theme.ts'

/** Who I am here, how it looks, which language it speaks, and the way out. */
export default function MeMenu() {
  const say = useWords('shell')
  const { person } = useMe()
  const { show } = useFront()
  const theme = useTheme()
  const language = useLanguage()
  const changeMe = useAction('changeMe')
  const signOut = useSignOut()
  const themes: readonly { readonly value: Theme; readonly say: string; readonly icon: 'screen' | 'sun' | 'moon' }[] = [
    { value: 'system', say: say('me.themeSystem'), icon: 'screen' },
    { value: 'light', say: say('me.themeLight'), icon: 'sun' },
    { value: 'dark', say: say('me.themeDark'), icon: 'moon' },
  ]
  return (
    <Menu
      label={say('me.menu')}
      className={styles.meButton}
      defaultOpen
      items={[
        { group: person.name, note: person.email },
        { say: say('me.profile'), icon: 'person', href: paths.me },
        { say: say('me.keys'), icon: 'keyboard', onPress: () => show('keys') },
        'line',
        {
          group: say('me.theme'),
          value: theme,
          options: themes,
          onChange: (value) => setTheme(themes.find((option) => option.value === value)?.value ?? 'system'),
        },
        'line',
        {
          group: say('me.language'),
          value: language,
          options: languages.map((value) => ({ value, say: languageNames[value] })),
          onChange: async (value) => {
            if (!isLanguage(value)) return
            await chooseLanguage(value)
            await changeMe.run({ language: value })
          },
        },
        'line',
        { say: say('me.signOut'), icon: 'leave', onPress: signOut },
      ]}
    >
      <Avatar name={person.name} />
    </Menu>
  )
}

function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  const signOut = useAction('signOut')
  return async () => {
    if (!(await signOut.run({}))) return
    queries.clear()
    location.assign(paths.signIn)
  }
}
