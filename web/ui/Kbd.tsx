import styles from './Kbd.module.css'

/** The keys to press, as caps. A space separates keys pressed one after the other: `g n`; a plus, keys held together. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys} aria-hidden="true">
      {keys.split(/[ +]/).map((key, position) => (
        <kbd key={`${position}${key}`} className={styles.key}>
          {caps[key] ?? key.toUpperCase()}
        </kbd>
      ))}
    </span>
  )
}

const caps: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  shift: '⇧',
  mod: isApple() ? '⌘' : 'Ctrl',
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent)
}
