/** What something that people are told stands in. */
export const notice =
  'rounded-lg border bg-card px-4 py-3 text-sm text-card-foreground shadow-sm focus-visible:outline-hidden focus-visible:ring-2 focus-visible:ring-ring'

/** A notice with buttons: in a row where there is room for it. */
export const bar = 'flex flex-wrap items-center gap-x-4 gap-y-2'

/** The text in a bar. */
export const text = 'min-w-0 grow basis-96'

/** What ticks: on a line of its own where there is little room, and no wider or narrower from second to second. */
export const ticking = 'basis-full text-muted-foreground tabular-nums sm:basis-auto'

/** A button that one may pass over. */
export const quietButton =
  'inline-flex h-9 items-center rounded-md px-3 text-sm font-medium hover:bg-accent hover:text-accent-foreground focus-visible:outline-hidden focus-visible:ring-2 focus-visible:ring-ring aria-disabled:opacity-60'

/** A button to be seen. */
export const button = `${quietButton} border bg-background shadow-xs`
