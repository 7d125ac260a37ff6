import styles from './Brand.module.css'

/** The mark: a baton, passed on. */
export function BrandMark() {
  return (
    <svg className={styles.mark} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className={styles.ground} width="32" height="32" rx="8" />
      <g transform="rotate(-45 16 16)">
        <rect className={styles.baton} x="4.5" y="12.25" width="23" height="7.5" rx="3.75" />
        <rect className={styles.band} x="9.5" y="12.25" width="3" height="7.5" />
        <rect className={styles.band} x="14.5" y="12.25" width="1.75" height="7.5" />
      </g>
    </svg>
  )
}

/** The mark and the name. */
export function Brand() {
  return (
    <span className={styles.brand}>
      <BrandMark />
      <span>{'Baton'}</span>
    </span>
  )
}
