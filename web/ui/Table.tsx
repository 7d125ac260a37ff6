/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   Safari forgets what a table is when its rows are laid out as cards, so the roles are said again */
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Hidden } from './Hidden.tsx'
import styles from './Table.module.css'

/**
 * Rows of like things to compare. On a phone each row is a card whose cells carry their heading. With `href` the whole
 * row is one link, named by the first column; j and k move between rows.
 */
export function Table<Row>({ label, columns, rows, keyOf, href }: TableProps<Row>) {
  return (
    <table className={styles.table} role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.key} scope="col" role="columnheader" className={looks(column)}>
              {column.hideHead ? <Hidden>{column.head}</Hidden> : column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => {
          const to = href?.(row)
          return (
            <tr key={keyOf(row)} role="row" className={classes(styles.row, to && styles.linked)}>
              {columns.map((column, position) => (
                <td
                  key={column.key}
                  role="cell"
                  className={looks(column)}
                  {...(position > 0 && !column.hideHead ? { 'data-label': column.head } : {})}
                >
                  {position === 0 && to ? (
                    <a className={styles.cover} href={to} data-row={keyOf(row)}>
                      {column.render(row)}
                    </a>
                  ) : (
                    column.render(row)
                  )}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

export type Column<Row> = {
  readonly key: string
  readonly head: string
  readonly render: (row: Row) => ReactNode
  readonly align?: 'end'
  /** As narrow as its content. */
  readonly narrow?: boolean
  /** The heading is for screen readers only: for a column of buttons. */
  readonly hideHead?: boolean
  readonly notOnPhone?: boolean
}

function looks<Row>(column: Column<Row>): string {
  return classes(
    column.align === 'end' && styles.end,
    column.narrow && styles.narrow,
    column.notOnPhone && styles.notOnPhone,
  )
}

type TableProps<Row> = {
  /** What the rows are, for screen readers. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly href?: (row: Row) => string | undefined
}
