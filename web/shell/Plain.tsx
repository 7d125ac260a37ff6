import { Outlet } from '@tanstack/react-router'
import { Notices } from '../ui/Notices.tsx'
import { Segmented } from '../ui/inputs.tsx'
import { languageNames, languages, useLanguage, useWords } from '../words/words.ts'
import { Brand } from './Brand.tsx'
import { chooseLanguage } from './language.ts'
import styles from './Plain.module.css'

/** The page around screens for people who are not signed in: one narrow column, and the choice of language. */
export function Plain() {
  const say = useWords('shell')
  const language = useLanguage()
  return (
    <div className={styles.plain}>
      <header className={styles.head}>
        <Brand />
        <Segmented
          label={say('me.language')}
          hideLabel
          value={language}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(value) => void chooseLanguage(value)}
        />
      </header>
      <main className={styles.main} id="main">
        <div className={styles.column}>
          <Outlet />
        </div>
      </main>
      <Notices />
    </div>
  )
}
