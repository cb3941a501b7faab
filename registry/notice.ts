/** What something that people are told stands in. */
export const notice =
  'rounded-lg border bg-card px-4 py-3 text-sm text-card-foreground shadow-sm wrap-anywhere focus-visible:outline-hidden focus-visible:ring-2 focus-visible:ring-ring'

/** A notice with buttons: beside its text where there is room for all, else below it. */
export const bar =
  'flex flex-wrap items-center justify-end gap-x-4 gap-y-2 transition-[translate] duration-200 motion-safe:starting:-translate-y-2'

/** A text with a shape before it. */
export const text = 'flex min-w-0 items-baseline gap-3'

/** That text in a bar. */
export const message = `${text} grow basis-[clamp(24rem,(60rem-100%)*99,100%)]`

/** What ticks: below the text it begins where that does; where there is little room, on a line of its own. */
export const ticking =
  'me-auto min-w-[min((32rem-100%)*99,100%)] ps-6 text-muted-foreground tabular-nums print:hidden'

/** A button that one may pass over. */
export const quietButton =
  'inline-flex min-h-9 items-center rounded-md px-3 py-1 text-sm font-medium hover:bg-accent hover:text-accent-foreground focus-visible:outline-hidden focus-visible:ring-2 focus-visible:ring-ring aria-disabled:cursor-progress aria-disabled:text-muted-foreground pointer-coarse:min-h-11 print:hidden'

/** A button to be seen. */
export const button = `${quietButton} border bg-background shadow-xs`
